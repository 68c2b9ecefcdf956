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
new-convoy = القافلة
new-reference-hint = قصير ولا يتكرر، مثل SY-2016-HAMA
new-zone-hint = مثل Asia/Damascus
new-route-hint = نقاط التفتيش والوجهات بترتيب المرور بها. اترك الصفوف التي لا تحتاجها فارغة.
new-stop = المحطة { $number }
new-stop-role = نوع المحطة
new-stop-target = عدد المستهدفين
new-cargo-hint = اترك الكمية فارغة إن لم تكن معروفة. الفراغ لا يعني صفرًا.
new-line = الصنف { $number }
new-sector = القطاع
new-quantity = الكمية
new-unit = الوحدة
new-people = لمن ومع من
new-target-hint = فقط إن لم تُعرف أعداد كل وجهة.
new-watch = المتابعة
new-check-in-hint = تظهر القافلة على أنها انقطعت أخبارها بعد هذا العدد من الساعات دون خبر.
new-sensitivity-hint = «شديدة» تخفيها عن أصحاب دور الاطّلاع ما دامت في طريقها.
new-save = تسجيل القافلة
