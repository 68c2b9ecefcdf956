# الاستمارات: تسجيل حدث، وتسجيل قافلة.

form-choose = اختر
form-errors = { $count ->
    [zero] لا شيء للتصحيح
    [one] أمر واحد يحتاج إلى تصحيح
    [two] أمران يحتاجان إلى تصحيح
    [few] { $count } أمور تحتاج إلى تصحيح
    [many] { $count } أمرًا يحتاج إلى تصحيح
   *[other] { $count } أمر يحتاج إلى تصحيح
}

## أسماء الحقول، للتسميات ولقائمة الأخطاء
name-reference = الرقم المرجعي
name-lead = المنظمة القائدة
name-time_zone = المنطقة الزمنية
name-origin = نقطة الانطلاق
name-trucks = عدد الشاحنات
name-support = مركبات الدعم
name-target_population = عدد المستهدفين بالقافلة كلها
name-check_in_hours = عدد الساعات بين اتصال وآخر
name-sensitivity = الحساسية
name-stops = المسار
name-cargo = الحمولة
name-partners = الشركاء
name-departure_date = يوم الانطلاق
name-departure_time = ساعة الانطلاق
name-linked_release = لا تتحرك إلا مع
name-labels = أسماء الشاحنات
name-support_labels = أسماء مركبات الدعم
name-copy = قافلة أخرى برقمها المرجعي
name-copy_of = قافلة سابقة
name-paste = الأسطر من جدول البيانات
name-email = البريد الإلكتروني
name-password = كلمة المرور
name-kind = ماذا حدث
name-cause = سبب التوقيف
name-place = أين
name-place_other = المكان
name-when = متى
name-time = الساعة
name-date = اليوم
name-day_time = الساعة في ذلك اليوم
name-sure = مدى التأكد
name-note = ملاحظة
name-people = من تم الوصول إليهم
name-incident = الحادث
name-fate = مصير الشاحنات
name-act = الفعل
name-claim = ما يقوله المصدر
name-reliability = موثوقية المصدر
name-credibility = مصداقية المعلومة
name-text = التقدير
name-as_of = اليوم والساعة

## تسجيل حدث
log-title = تسجيل حدث
log-what = ماذا حدث؟
log-other = حدث شيء آخر
log-possible = ما يمكن تسجيله الآن:
log-why = لماذا أُوقفت؟
log-held_by = من أوقفها؟
log-held_by-hint = كما ظهر في المكان. اتركه فارغًا إن لم يكن معروفًا. لا تكتب أسماء أشخاص.
log-reason-title = لماذا؟
log-reason = السبب
log-ordered_by = من قرر ذلك؟
log-stops = المسار الجديد
log-stops-hint = المحطات المتبقية بالترتيب.
log-stop = المحطة { $number }
log-authority = أي سلطة أو طرف؟
log-scope = لأي جزء؟
log-conditions = الشروط
log-trucks = أي شاحنات؟
log-trucks-hint = اتركه فارغًا إن كانت كلها معنية. اكتب { $labels }
log-fate = ما مصيرها؟
log-quantity-hint = اترك الكمية فارغة إن لم تكن معروفة. الفراغ لا يعني صفرًا.
log-loss = ماذا حدث لها؟
log-aboard = على متنها: { $amount }
log-people = كم عدد الأشخاص؟
log-act = ما الفعل الذي وقع؟
log-act-label = نوع الفعل
log-incident = عن الحادث
log-which-incident = أي حادث؟
log-account-hint = رواية مصدر واحد. تبقى الروايات الأخرى إلى جانبها، ولا تحل رواية محل أخرى.
log-claim = ماذا يقول المصدر؟
log-source = نوع المصدر
log-source-name = اسم المصدر
log-source-name-hint = منظمة أو وسيلة إعلام، لا شخص.
log-reliability = ما مدى موثوقية المصدر؟
log-credibility = ما مدى مصداقية المعلومة؟
log-actor = من يُقال إنه فعل ذلك؟
log-actor-hint = بحسب المصدر. اتركه فارغًا إن لم يكن معروفًا.
log-killed-min = القتلى، على الأقل
log-injured-min = الجرحى، على الأقل
log-at-most = على الأكثر
log-assessment = ماذا تستنتج؟
log-confidence = ما درجة ثقتك؟
log-where = أين؟
log-between = على الطريق بين محطتين
log-elsewhere = مكان آخر
log-which-place = أي مكان؟
log-when = متى حدث ذلك؟
log-zone = التوقيت المحلي للقافلة:
log-now = الآن
log-today = في وقت سابق اليوم
log-time = الساعة
log-time-hint = مثل { $example }
log-day = يوم آخر
log-date = اليوم
log-day-time = الساعة، إن كانت معروفة
log-about = الوقت تقريبي فقط
log-sure = ما مدى تأكدك؟
log-saw = رأيت ذلك بنفسي
log-told = أخبرني شخص من القافلة
log-heard = سمعت ذلك من آخرين
log-note = هل من شيء آخر؟ (اختياري)
log-note-hint = لا تكتب أسماء أشخاص ولا أرقام هواتف ولا لوحات مركبات.
log-save = حفظ البلاغ

## تسجيل قافلة
new-reference-hint = قصير ولا يتكرر، مثل SY-2016-HAMA
new-zone-hint = مثل Asia/Damascus
new-route-hint = نقاط التفتيش والوجهات بترتيب المرور بها. اترك الصفوف التي لا تحتاجها فارغة.
new-stop = المحطة { $number }
new-stop-role = نوع المحطة
new-cargo-hint = اترك الكمية فارغة إن لم تكن معروفة. الفراغ لا يعني صفرًا.
new-line = الصنف { $number }
new-target-hint = فقط إن لم تُعرف أعداد كل وجهة.
new-check-in-hint = تظهر القافلة على أنها انقطعت أخبارها بعد هذا العدد من الساعات دون خبر.
new-sensitivity-hint = «شديدة» تخفيها عن أصحاب دور الاطّلاع ما دامت في طريقها.
new-save = تسجيل القافلة

## تسجيل قافلة: البداية
new-begun = قوافل بدأتَ بها ولم تُسجَّل بعد
new-begun-about = لا يراها غيرك، وتجدها على أي جهاز تسجّل الدخول منه. لا يضيع شيء مما كتبته.
new-begun-unnamed = بلا رقم مرجعي حتى الآن
new-begun-changed = آخر عمل عليها
new-begun-go-on = متابعة
new-throw-away = التخلي عنها
new-throw-away-about = يُحذف كل ما كُتب لها، ولا رجعة في ذلك.
new-throw-away-go = تخلَّ عنها
new-too-many = بدأتَ بقوافل كثيرة. سجّل إحداها أو تخلَّ عن واحدة أولاً.
new-copy = نسخ قافلة سابقة
new-copy-about = يُنسخ المسار والشاحنات والحمولة والمستهدفون والمنظمات، أما الرقم المرجعي والمواعيد فلا.
new-copy-go = نسخ
new-empty = البدء من الصفر
new-empty-about = لقافلة لا تشبه ما سبقها.
new-empty-go = بدء قافلة فارغة

## تسجيل قافلة: الخطوات
new-step-route = الرقم المرجعي والمسار
new-step-dates = المواعيد
new-step-trucks = الشاحنات
new-step-cargo = الحمولة
new-step-people = المستهدفون
new-step-organisations = المنظمات
new-step-check = راجع إجاباتك
new-step-of = الخطوة { $number } من { $total }
new-steps = حفظ والانتقال إلى خطوة أخرى
new-save-next = حفظ ومتابعة
new-save-check = حفظ ومراجعة الإجابات
new-back = حفظ ورجوع
new-later = حفظ والإكمال لاحقًا
new-more-rows = صفوف أخرى
new-insert = نسيت محطة؟ أفسح مكانًا قبل
new-insert-go = إضافة صف فارغ
new-stop-role-missing = نوع المحطة ناقص
new-departure-hint = متى يُفترض أن تنطلق. اتركهما فارغين إن لم يُحسم الأمر.
new-departure-time-hint = مثل 06:30
new-linked-hint = اسم تشترك فيه قوافل لا يجوز أن تنطلق إلا معًا. يبقى فارغًا في الغالب.
new-labels = للشاحنات أسماء أو أرقام خاصة بها
new-labels-hint = اسم في كل سطر بدلاً من عددها. لا تكتب لوحات المركبات.
new-people-by-stop = عدد المستهدفين في كل وجهة
new-people-no-destination = لا وجهة في المسار بعد. حين تكون له وجهات تكتب هنا عدد المستهدفين في كل منها.
new-nothing-yet = لا شيء بعد.
new-change = تغيير
new-check-about = بعد التسجيل تدخل القافلة السجل. يمكن تعديل خطتها بعد ذلك، ويبقى كل تعديل ظاهرًا.

## تسجيل قافلة: الحمولة من جدول بيانات
new-column-line = السطر
new-column-item = الصنف
new-column-sector = القطاع
new-column-quantity = الكمية
new-column-unit = الوحدة
new-column-destination = لأي وجهة
new-column-truck = على الشاحنة
new-column-serves_people = عدد من تكفيهم الوحدة
new-column-serves_days = لكم يوم
new-paste = لصق من جدول بيانات
new-paste-hint = انسخ الصفوف من إكسل أو غيره والصقها هنا: الصنف والقطاع والكمية والوحدة، والوجهة إن شئت. تصلح الفاصلة المنقوطة أيضًا.
new-paste-read = كيف فُهمت الأسطر
new-paste-look = عرض ما فُهم
new-paste-again = قراءة من جديد
new-paste-back = العودة إلى الحمولة
new-paste-add = { $count ->
    [zero] لا أسطر لإضافتها
    [one] أضف هذا السطر
    [two] أضف هذين السطرين
    [few] أضف هذه الأسطر الـ{ $count }
    [many] أضف هذه الأسطر الـ{ $count }
   *[other] أضف هذه الأسطر الـ{ $count }
}
new-paste-sector = هذا القطاع غير معروف. اتركه فارغًا أو اكتبه كما في الاستمارة.
new-paste-unit = هذه الوحدة غير معروفة. اكتبها كما في الاستمارة، مثل كيس أو طن.
new-paste-destination = هذه ليست وجهة من وجهات المسار.
new-paste-ambiguous = قد تكون الفاصلة للآلاف أو للكسور. اكتب العدد بلا فواصل للآلاف.
new-paste-more = الأعمدة هنا أكثر مما يُقرأ.
new-paste-left = الأسطر الباقية في الخانة لم تُفهم. صحّحها أو احذفها.
new-paste-too-many = { $count ->
    [zero] لا تتسع الاستمارة لأي سطر. استورد ملفًا بدلاً من ذلك.
    [one] تتسع الاستمارة لسطر واحد. استورد ملفًا بدلاً من ذلك.
    [two] تتسع الاستمارة لسطرين. استورد ملفًا بدلاً من ذلك.
    [few] تتسع الاستمارة لـ{ $count } أسطر على الأكثر. استورد ملفًا بدلاً من ذلك.
    [many] تتسع الاستمارة لـ{ $count } سطرًا على الأكثر. استورد ملفًا بدلاً من ذلك.
   *[other] تتسع الاستمارة لـ{ $count } سطر على الأكثر. استورد ملفًا بدلاً من ذلك.
}
