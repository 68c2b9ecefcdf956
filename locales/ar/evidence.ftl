# الأشخاص على متن الشاحنات، والأدلة، وحذف النصوص، ومدد الحفظ، وسجل التدقيق.

records = السجلات
records-holds = محفوظ كأدلة
records-retention = مدد الحفظ
records-person = بيانات شخص
records-redaction = حذف النصوص
records-audit = سجل التدقيق
reason-hint = يبقى هذا النص في السجل إلى الأبد: لا أسماء ولا أرقام هواتف ولا أرقام لوحات.
beside-title = محفوظ إلى جانب السجل

## الأشخاص على متن الشاحنات
crew-title = السائقون والطاقم
crew-about = هذه البيانات مشفّرة ومحفوظة بعيدًا عن السجل، وتُمحى بعد مدة من انتهاء القافلة. لا يرى هذه الصفحة إلا المنسقون والمسجّلون المكلّفون بهذه القافلة، ويُسجَّل كل اطلاع عليها.
crew-held = بيانات هذه القافلة محفوظة كأدلة: لا يمكن تعديل بيانات أحد ولا إزالتها.
crew-none = لم يُسجَّل أحد بعد.
crew-not-said = غير مذكور
crew-truck = الشاحنة
crew-name = الاسم
crew-phone = الهاتف
crew-phone-hint = مع رمز البلد، مثل ⁦+963⁩
crew-plate = رقم اللوحة
crew-recorded = سُجّل
crew-add = إضافة شخص
crew-save = حفظ
crew-change = تعديل
crew-change-title = تعديل أو إزالة
crew-take-out = إزالة
crew-take-out-about = يُمحى الاسم والهاتف ورقم اللوحة نهائيًا. ويبقى في السجل أن شخصًا أُزيل، من دون ذكر من هو.
name-truck = الشاحنة
name-phone = الهاتف
name-plate = رقم اللوحة

## الحفظ كأدلة
hold-title = الحفظ كأدلة
hold-about = ما دامت بيانات القافلة محفوظة كأدلة فلا يُمحى منها شيء ولا يُحذف: لا بيانات السائقين، عند انتهاء مدة الحفظ أو عند الطلب، ولا نص أي حدث.
hold-none = لا توجد قوافل محفوظة كأدلة.
hold-in-force = محفوظ
hold-over = رُفع الحفظ
hold-since = محفوظ كأدلة منذ
hold-placed = محفوظ منذ
hold-released = رُفع الحفظ
hold-reason = السبب
hold-place = الحفظ كأدلة
hold-of-others = لا ترفع هذا الحفظ إلا المنظمة التي وضعته.
hold-release = رفع الحفظ
name-reason = السبب

## حذف النصوص
redaction-about = يُخرج نص حدث واحد من قاعدة البيانات. ويبقى في السجل من فعل ذلك ومتى ولماذا. ولا يمكن حذف تسجيلات القوافل ولا الأماكن ولا المنظمات.
redaction-convoy = مرجع القافلة
redaction-event = معرّف الحدث
redaction-event-hint = يجده المنسق في رابط التقرير على صفحة القافلة، بعد ⁦#e-⁩
redaction-show = عرض الحدث
redaction-found = الحدث
redaction-together = تكرر التصحيحات نص ما تصححه، ولذلك تُحذف نصوصها معه.
redaction-held = بيانات القافلة محفوظة كأدلة ولا يمكن حذف شيء منها، وذلك منذ
redaction-take-out = حذف النص
redaction-keep = ماذا يبقى؟
redaction-keep-fact = الواقعة
redaction-keep-fact-about = تُحذف الملاحظة واسم المصدر والأسباب وسائر النصوص. ويبقى ما حدث ومتى وأين ولأي شاحنات وبأي كمية، ويظل محتسبًا كما كان.
redaction-keep-nothing = لا شيء
redaction-keep-nothing-about = يُحذف كل شيء ولا يعود الحدث محتسبًا. وقد تتغير حالة القافلة.
redaction-reason = السبب
redaction-for-ever = لا رجعة في ذلك. أما النسخ الموجودة في نسخ احتياطية أو ملفات صُدّرت من قبل فتبقى كما هي.
redaction-do = حذف
redaction-done = حُذف النص.
redaction-no-convoy = لا توجد لدى منظماتك قافلة بهذا المرجع.
redaction-no-event = ليس لهذه القافلة حدث بهذا المعرّف.
name-convoy = القافلة
name-event = الحدث
name-keep = ما يبقى
refusal-cannot_be_redacted = لا يمكن حذف هذا النص: تسجيلات القوافل، وعمليات الحذف نفسها، والأحداث التي حُذف نصها من قبل.
refusal-evidence_held = بيانات هذه القافلة محفوظة كأدلة. لا يمكن محو شيء منها ولا حذفه إلى أن يُرفع الحفظ.
field-unknown_truck = لا توجد في القافلة شاحنة بهذا الاسم.

## بيانات شخص
person-about = ما هو محفوظ عن سائق في جميع قوافل منظماتك. يُسجَّل كل بحث، من دون ذكر الشخص المعني.
person-by = البحث بحسب
person-value = الاسم أو الهاتف أو رقم اللوحة
person-value-hint = كاملًا. لا فرق بين المسافات والتشكيل وأشكال الحروف والأرقام.
person-find = بحث
person-found = { $count ->
    [zero] لم يُعثر على شيء
    [one] عُثر عليه في موضع واحد
    [two] عُثر عليه في موضعين
    [few] عُثر عليه في { $count } مواضع
    [many] عُثر عليه في { $count } موضعًا
   *[other] عُثر عليه في { $count } موضع
}
person-export = تسليم البيانات
person-export-about = كل ما عُثر عليه في ملف JSON يُسلَّم إلى الشخص.
person-erase = محو
person-erase-about = يُمحى الاسم والهاتف ورقم اللوحة في كل مكان، إلا في القوافل المحفوظة كأدلة. لا رجعة في ذلك.
person-sure = نعم، محو نهائي
person-say-sure = ضع علامة في المربع للتأكيد.
person-erased = { $count ->
    [zero] لم يُمح شيء.
    [one] تم المحو في موضع واحد.
    [two] تم المحو في موضعين.
    [few] تم المحو في { $count } مواضع.
    [many] تم المحو في { $count } موضعًا.
   *[other] تم المحو في { $count } موضع.
}
person-held = لم يُمح لأنه محفوظ كأدلة:
name-by = البحث بحسب
name-value = الاسم أو الهاتف أو رقم اللوحة
name-confirmed = التأكيد

## مدد الحفظ
retention-about = ما يُحفظ عن الأشخاص، ولأي مدة، وما انتهت مدته الآن. يمحو الخادم ما انتهت مدته مرة في اليوم. وتُستثنى القوافل المحفوظة كأدلة.
retention-class = البيانات
retention-kept = مدة الحفظ
retention-due = انتهت مدته
retention-oldest = أقدم انتهاء
retention-do = محو ما انتهت مدته
retention-do-about = لا رجعة في ذلك. ويُسجَّل ما مُحي ومقداره.
retention-waiting = انتهت بقول شخص واحد أو برسالة نصية فقط
retention-waiting-about = لا يُمحى بعدُ أحد من هذه القوافل رغم انقضاء المدة: شخص واحد فقط يقول إنها انتهت، وهو ليس منسقًا لدى المنظمة التي تقودها، أو لم تقله إلا رسالة نصية.
retention-waiting-do = يسجّل منسق من تلك المنظمة أو شخص ثانٍ أن الشاحنات عادت؛ أو يصحّح منسق تقرير الانتهاء ولو دون تغيير (وإن جاء التقرير برسالة نصية فلا يُعتدّ إلا بهذا). وإن لم تكن القافلة قد انتهت فإنه يُبطل ذلك التقرير.
retention-erased = { $count ->
    [zero] لم تنتهِ مدة حفظ أي شيء.
    [one] مُحي قيد واحد.
    [two] مُحي قيدان.
    [few] مُحيت { $count } قيود.
    [many] مُحي { $count } قيدًا.
   *[other] مُحي { $count } قيد.
}
class-crew = السائقون والطاقم
class-crew-from = بعد انتهاء قافلتهم
class-sessions = جلسات الدخول
class-sessions-from = بعد انتهائها
class-tokens = رموز دخول البرامج
class-tokens-from = بعد انتهائها أو إلغائها

## سجل التدقيق
audit-about = ما جرى بشأن الصلاحيات والأسرار والبيانات الشخصية والمواقع الدقيقة، الأحدث أولًا. وهو جزء من السجل المتسلسل.
audit-kind = ما جرى
audit-person = من قام به أو من يخصه (البريد الإلكتروني)
audit-from = من
audit-until = إلى
audit-filter = تصفية
audit-none = لا توجد نتائج.
audit-older = الأقدم
audit-by-program = البرنامج أو سطر أوامره
audit-no-convoy = لا توجد لدى منظماتك قافلة بهذا المرجع.
name-person = من قام به أو من يخصه
name-from = من
name-until = إلى
about-user = الحساب
about-organisation = المنظمة
about-convoy = القافلة
about-role = الدور
about-second_factor = العامل الثاني
about-what = ماذا
about-class = ماذا
about-reason = السبب
about-event = الحدث
about-purpose = الغرض
about-rows = القيود
about-count = العدد
about-key = رقم المفتاح
about-position = الموضع
second_factor-none = لا يوجد
second_factor-totp = تطبيق مصادقة
second_factor-recovery_code = رمز استرداد
second_factor-open_id_connect = خدمة دخول أخرى
read-convoy = قافلة واحدة
read-convoys = قوافل
read-feed = موجز التغييرات
read-reviews = المراجعات
read-crew = السائقون والطاقم
deed-signed_in = تسجيل دخول
deed-sign_in_delayed = تأخير الدخول بعد محاولات فاشلة
deed-password_changed = تغيير كلمة المرور
deed-link_made = إنشاء رابط لمرة واحدة
deed-second_factor_set = تفعيل العامل الثاني
deed-second_factor_removed = إزالة العامل الثاني
deed-recovery_codes_made = إنشاء رموز الاسترداد
deed-sessions_ended = إنهاء جلسات
deed-user_added = إنشاء حساب
deed-user_disabled = إغلاق حساب
deed-user_enabled = إعادة فتح حساب
deed-role_given = منح دور
deed-role_taken = سحب دور
deed-right_asked = طُلبت صلاحية وتنتظر شخصًا ثانيًا
deed-right_confirmed = أكّد شخص ثانٍ صلاحية
deed-right_rejected = رُفضت صلاحية
deed-right_withdrawn = سُحب طلب صلاحية
deed-right_lapsed = سقط طلب صلاحية
deed-right_took_effect = سرت صلاحية كانت مطلوبة
deed-token_created = إنشاء رمز دخول
deed-token_revoked = إلغاء رمز دخول
deed-convoy_shared = مشاركة قافلة
deed-sharing_ended = إنهاء المشاركة
deed-partner_accepted = قبول المشاركة شريكاً
deed-partner_declined = الاعتذار عن المشاركة شريكاً
deed-logger_assigned = تكليف مسجّل
deed-assignment_ended = إنهاء التكليف
deed-place_moved = نُقل مكان
deed-place_proposed = اقتُرح تعديل مكان
deed-place_proposal_settled = بُتّ في تعديل مقترح لمكان
deed-exact_read = اطلاع على مواقع دقيقة أو بيانات شخصية
deed-exported = تصدير بيانات
deed-crew_recorded = تسجيل سائق أو فرد من الطاقم
deed-crew_erased = إزالة سائق أو فرد من الطاقم
deed-person_exported = البحث عن بيانات شخص أو تسليمها
deed-person_erased = محو بيانات شخص
deed-evidence_held = حفظ البيانات كأدلة
deed-evidence_released = رفع الحفظ
deed-redacted = حذف نص
deed-retention_applied = محو بيانات قديمة
deed-keys_rotated = تبديل المفاتيح
deed-checkpoint_signed = توقيع نقطة تحقق
class-sign_in = الروابط وعمليات الدخول غير المكتملة والأجهزة المعروفة
class-sign_in-from = بعد انتهائها
class-plan_drafts = قوافل بدأ إعدادها ولم تُسجَّل
class-plan_drafts-from = بعد آخر عمل عليها
