# ما يظهر في الصفحات.

product = متابعة القوافل
skip = انتقل إلى المحتوى
nav = القائمة الرئيسية
nav-board = اللوحة
nav-new = قافلة جديدة
nav-reviews = المراجعات
nav-more = المزيد
nav-languages = اللغات
demo = للعرض فقط: قوافل سابقة من تقارير منشورة. لا تُدخل هنا قوافل حقيقية.
colon = :{ " " }
list-comma = ،{ " " }

## تسجيل الدخول
sign-in = تسجيل الدخول
sign-out = تسجيل الخروج
sign-in-email = البريد الإلكتروني
sign-in-password = كلمة المرور
sign-in-failed = البريد الإلكتروني وكلمة المرور غير متطابقين. تحقق منهما وحاول مجددًا.
sign-in-demo = الدخول لأغراض العرض
sign-in-demo-hint = شخص واحد لكل دور. اختر أحدهم لترى ما يراه.

## الأخطاء
error-to-board = الذهاب إلى اللوحة
error-status = رمز الحالة
error-request = رقم هذا الطلب:

## الأشخاص والشاحنات
people-waiting = { $count ->
    [zero] لا أحد ينتظر
    [one] شخص واحد ينتظر
    [two] شخصان ينتظران
    [few] { $count } أشخاص ينتظرون
    [many] { $count } شخصًا ينتظرون
   *[other] { $count } شخص ينتظرون
}
waiting-label = { $count ->
    [zero] شخص ينتظر
    [one] شخص ينتظر
    [two] شخصان ينتظران
    [few] أشخاص ينتظرون
    [many] شخصًا ينتظرون
   *[other] شخص ينتظرون
}
waiting-unknown = عدد المنتظرين
people-waiting-title = المنتظرون
people-targeted = المستهدفون
people-reached = من تم الوصول إليهم
people-exceed = هذا العدد أكبر مما تكفي له المواد المسلَّمة. تحقق منه.
trucks = { $count ->
    [zero] لا شاحنات
    [one] شاحنة واحدة
    [two] شاحنتان
    [few] { $count } شاحنات
    [many] { $count } شاحنة
   *[other] { $count } شاحنة
}

## التنبيهات
flag-silent = انقطعت أخبارها
flag-differ = روايات متضاربة
flag-reviews = { $count ->
    [zero] لا بلاغات للمراجعة
    [one] بلاغ واحد للمراجعة
    [two] بلاغان للمراجعة
    [few] { $count } بلاغات للمراجعة
    [many] { $count } بلاغًا للمراجعة
   *[other] { $count } بلاغ للمراجعة
}
heard = آخر خبر { $ago }
heard-never = لم يرد عنها أي خبر

## اللوحة
board-tiles = القوافل بحسب وضعها
board-attention = تحتاج إلى متابعة
board-road = على الطريق
board-planned = مخطط لها
board-finished = { $count ->
    [zero] منتهية: لا قوافل
    [one] منتهية: قافلة واحدة
    [two] منتهية: قافلتان
    [few] منتهية: { $count } قوافل
    [many] منتهية: { $count } قافلة
   *[other] منتهية: { $count } قافلة
}
board-filtered = المعروض فقط: { $group }.
board-all = عرض الكل
board-search = الرقم المرجعي أو الصنف
board-find = بحث
board-empty = لا توجد قوافل لعرضها.
board-made = الوضع بتاريخ
board-now = الآن عند
board-to = إلى

## القافلة
convoy-route = المسار
convoy-next = ما يمكن أن يحدث بعد ذلك
convoy-other = حدث شيء آخر
convoy-timeline = ما تم الإبلاغ عنه
convoy-nothing = لم يُبلَّغ عن شيء بعد.
convoy-blocks = مرات التوقيف
convoy-cargo = الحمولة
convoy-trucks = الشاحنات
convoy-clearance = إذن المرور
convoy-support = { $count ->
    [zero] دون مركبات دعم
    [one] ومركبة دعم واحدة
    [two] ومركبتا دعم
    [few] و{ $count } مركبات دعم
    [many] و{ $count } مركبة دعم
   *[other] و{ $count } مركبة دعم
}
convoy-lead = بقيادة
convoy-partners = الشركاء
convoy-asked = مدعوّون إلى المشاركة
convoy-invitations = المشاركة أو إنهاؤها
convoy-heard = آخر خبر
convoy-sensitivity = الحساسية
convoy-zone = جميع الأوقات محلية:
saved = حُفظ البلاغ:
saved-review = حُفظ البلاغ وهو قيد المراجعة:
stop-arrived = الوصول
stop-left = المغادرة
stop-held-for = مدة الانتظار { $duration }
stop-blocked-for = مدة التوقيف حتى الآن { $duration }
stop-target = { $count ->
    [zero] دون مستهدفين
    [one] لشخص واحد
    [two] لشخصين
    [few] لـ{ $count } أشخاص
    [many] لـ{ $count } شخصًا
   *[other] لـ{ $count } شخص
}
block-from = منذ
block-duration = المدة
block-ended = انتهى بـ
block-lasts = لا تزال موقوفة
clearance-state = الإذن
clearance-notified = إخطار الأطراف
clearance-not-notified = لم يُبلَّغ عنه
cargo-none = لم يُخطط لأي حمولة بعد.
cargo-withheld = لا تُعرض حمولة هذه القافلة ما دامت في الطريق.
cargo-item = الصنف
cargo-planned = المخطط
cargo-loaded = المحمّل
cargo-delivered = المسلَّم
cargo-losses = المأخوذ أو المفقود
cargo-returned = العائد
cargo-aboard = على متنها
cargo-unaccounted = مجهول المصير
loss-refused = رُفض عند التحميل
loss-removed = أُنزل
loss-looted = نُهب
loss-damaged = تضرر
loss-destroyed = أُتلف
loss-spoiled = فسد
loss-transferred = نُقل

## البلاغات
time-unknown = الوقت غير معروف
report-by = سجّله { $name }
report-imported = مأخوذ من ملف
report-late = بعد { $duration }
report-lasted = استمر { $duration }
report-so_far = { $duration } حتى الآن
report-implied = مفهوم من بلاغ لاحق
report-correct = تصحيح
report-replaced_by = عرض البلاغ المصحّح
corrected-voided = أعلن أنه لم يحدث
corrected-replaced = صحّحه
corrected-redacted = حذف نصه
corrected-dismissed = استبعده
corrected-accepted = قبله
detail-act = الفعل
detail-abducted = المختطفون
detail-alleged_actor = الفاعل المزعوم
detail-authority = السلطة
detail-by = الجهة الفاعلة
detail-cargo = الحمولة
detail-cause = السبب
detail-claim = الرواية
detail-conditions = الشروط
detail-confidence = درجة الثقة
detail-decided_by = صاحب القرار
detail-fate = المصير
detail-held_by = أوقفها
detail-incident = الحادث
detail-injured = الجرحى
detail-killed = القتلى
detail-loss = ما حدث لها
detail-method = طريقة العدّ
detail-other = قيل أيضًا
detail-ordered_by = بأمر من
detail-people = الأشخاص
detail-place = المكان
detail-reason = السبب
detail-scope = النطاق
detail-stops = المسار الجديد
detail-text = النص
detail-to = إلى
detail-trucks = الشاحنات
detail-trucks_hit = الشاحنات المصابة
detail-vehicle = مصير المركبات
detail-vehicles_hit = مركبات أخرى أصيبت
detail-when = متى
incident-accounts = { $count ->
    [zero] لا روايات
    [one] رواية واحدة
    [two] روايتان
    [few] { $count } روايات
    [many] { $count } رواية
   *[other] { $count } رواية
}
incident-given = بتاريخ
incident-assessments = التقدير
incident-superseded = استُبدل لاحقًا

## كما كان معروفًا
asof-title = كما كان معروفًا في وقت سابق
asof-label = اليوم والساعة
asof-hint = مثل 2016-11-01 14:30 بالتوقيت المحلي للقافلة
asof-unreadable = لم نتمكن من قراءة اليوم والساعة. اكتبهما هكذا: 2016-11-01 14:30.
asof-nothing = لم يكن قد سُجّل شيء عن هذه القافلة حتى ذلك الوقت. تعرض الصفحة الحاضر.
asof-show = عرض
asof-banner = ما كان معروفًا في
asof-leave = العودة إلى الحاضر
asof-instants = لحظات تستحق النظر
asof-after = بعد تسجيل «{ $event }»
asof-before = قبل تسجيل «{ $event }»
route-taken = الطريق المسلوك
route-left-out = المخطط الذي تُرك
route-straight-on = مباشرة إلى المحطة التالية
audit-of-convoy = ما جرى بشأن هذه القافلة

## المراجعات
reviews-about = هذه البلاغات لا تتفق مع مسار قافلتها، أو لا شيء يثبت من أرسلها. لا يضيع شيء ريثما تقرّر.
reviews-none = لا يوجد بلاغ بانتظار قرار.
reviews-of-others = تبتّ في هذا البلاغ منظمة من أبلغ به، أو المنظمة التي تقود القافلة.
reviews-report = البلاغ
reviews-against = ما يتعارض معه
reviews-confirm = تأكيد
reviews-confirm-effect = أنت تضمنه: من الآن يُحسب البلاغ كغيره.
reviews-accept = قبول البلاغين معًا
reviews-accept-effect = يُحفظ البلاغ إلى جانب غيره، وتبقى الحالة كما هي.
reviews-dismiss = استبعاد
reviews-dismiss-effect = يبقى البلاغ في السجل مع وسمه بأنه مستبعد، ولا يغيّر شيئًا.
reviews-void = لم يحدث
reviews-void-effect = يُعلن أن ما ورد في البلاغ لم يحدث، ويبقى ظاهرًا مشطوبًا.
reviews-why = السبب
reviews-correct = تصحيح البلاغ بدلًا من ذلك
board-organisation = المنظمة
board-place = مكان على المسار
