# What comes in from devices: positions and text messages.

## الأجهزة التي ترسل المواقع
devices-title = الأجهزة
devices-about = الهواتف وأجهزة التتبّع التي ترسل موقع هذه القافلة. تُحفظ المواقع مشفّرة ومنفصلة عن السجل، ولا يراها إلا المنسّقون والمُبلّغون المكلّفون بهذه القافلة. كل اطّلاع عليها يُسجَّل.
devices-kept = { $count ->
    [zero] تُمحى فورًا.
    [one] تُمحى بعد يوم واحد.
    [two] تُمحى بعد يومين.
    [few] تُمحى بعد { $count } أيام.
    [many] تُمحى بعد { $count } يومًا.
   *[other] تُمحى بعد { $count } يوم.
}
devices-where = أين أجهزتها
devices-within = بدقة { $metres } م
devices-not-heard = تحرّك الجهاز لا يثبت أن الفريق بخير: لا يُحسب خبرًا من القافلة.
devices-none = لم يُسجَّل أي جهاز بعد.
devices-device = الجهاز
devices-way-key = يرسل بنفسه
devices-way-traccar = عبر Traccar
devices-latest = آخر موقع
devices-nothing = لا شيء بعد
devices-conflict = سجّلت منظمة أخرى هذا المعرّف لدى الخادم نفسه. لا تُحفظ المواقع لأي منكما حتى توقفه إحداكما. تحقّق من المعرّف على الجهاز. إن كان لكم فليرسل خادمكم برمز وصول خاص بمنظمتكم. آخر مرة
devices-dropped = { $count ->
    [zero] لم يُهمل أي موقع.
    [one] لم يُحفظ موقع واحد:
    [two] لم يُحفظ موقعان، آخرهما:
    [few] لم تُحفظ { $count } مواقع، آخرها:
    [many] لم يُحفظ { $count } موقعًا، آخرها:
   *[other] لم يُحفظ { $count } موقع، آخرها:
}
dropped-no_fix = لم يلتقط الجهاز إشارة.
dropped-clock_ahead = ساعته متقدّمة. صحّح التاريخ والوقت في الجهاز.
dropped-too_early = يعود إلى ما قبل تسجيل الجهاز.
dropped-too_late = يعود إلى ما بعد آخر يوم للجهاز.
dropped-in_conflict = منظمة أخرى سجّلت المعرّف نفسه لدى هذا الخادم، فلا يُحفظ لأي منهما.
devices-taken = تُقبل منذ
devices-whole = القافلة كلها
devices-end = إيقاف
devices-end-which = إيقاف { $name }
devices-ended = أُوقف
devices-add = تسجيل جهاز
devices-register = تسجيل
devices-label-hint = أيّ هاتف أو جهاز تتبّع هو. بلا أسماء أشخاص.
devices-unique-hint = فقط لجهاز تتبّع مربوط بخادم Traccar لديكم: معرّفه هناك، مثل رقم IMEI. اتركه فارغًا إذا كان هاتفًا.
devices-until-hint = آخر يوم له. وإلا ينتهي بعد القافلة بيوم.
devices-made = سُجّل الجهاز
devices-made-about = في تطبيق Traccar Client افتح الإعدادات وامسح هذا الرمز. يظهر المفتاح هذه المرة فقط. من يملكه يستطيع إرسال مواقع باسم هذا الجهاز، ولا شيء غير ذلك.
devices-made-traccar = ما يرسله Traccar عن هذا الجهاز مقبول من الآن.
devices-qr = إعدادات تطبيق الهاتف على شكل رمز QR
devices-by-hand = أو أدخلها يدويًا:
devices-server = عنوان الخادم
devices-key = معرّف الجهاز
devices-label = اسم الجهاز
name-unique_id = المعرّف في Traccar
refusal-device_taken = هذا المعرّف يرسل لقافلة لم تنتهِ بعد. أوقف ذلك الجهاز أولًا.
refusal-phone_taken = هذا الرقم مسجَّل من قبل.
problem-bad_position = هذا ليس موقعًا
problem-bad_position-detail = أرسل id وlat وlon بالدرجات، والوقت بالثواني منذ 1970 أو بصيغة ISO 8601.
problem-unknown_device = لا يوجد جهاز كهذا
problem-unknown_device-detail = المفتاح غير معروف، أو انتهى الجهاز أو قافلته. اطلب من منسّق تسجيل الجهاز.
read-positions = مواقع الأجهزة
deed-tracker_registered = تسجيل جهاز
deed-tracker_ended = إيقاف جهاز
deed-phone_added = إضافة هاتف للرسائل النصية
deed-phone_removed = إزالة هاتف للرسائل النصية
deed-phone_asked = طلب هاتف للرسائل النصية
deed-phone_claimed = حساب آخر يقول إن هاتف الرسائل له
deed-phone_kept = الاحتفاظ بهاتف متنازع عليه
deed-pin_tried = أرقام سرية خاطئة لهاتف رسائل
class-positions = مواقع الأجهزة
class-positions-from = بعد وصولها
class-messages = الردود على الرسائل النصية
class-messages-from = بعد إرسالها

## الرسائل النصية
messages-title = الإبلاغ برسالة نصية
messages-about = للهواتف بلا إنترنت. اطبع هذه الصفحة وخذها معك. لا تُقبل البلاغات إلا من الأرقام المسجّلة.
messages-how = كيف تكتب الرسالة
messages-example = SY-2016-SOUTH-HAMA توقفت عقرب 10:30 إطلاق نار
messages-order = أولًا رمز القافلة، ثم ما حدث، ثم أين ومتى ولماذا بأي ترتيب. كل ما تبقّى هو الملاحظة. بلا أسماء ولا أرقام هواتف.
messages-when = متى: 10:30 أو 10.30 أو 1030، ومعها «أمس» أو تاريخ مثل 27/11. من دون وقت تُحسب الرسالة «قرابة وقت وصولها».
messages-kinds = ما حدث
messages-causes = لماذا توقفت
messages-acts = ما الذي جرى (بعد «حادثة»)
messages-more = يقول الرد ما سُجّل. إذا كان لرقمك رقم سري فاكتبه في أي مكان من الرسالة هكذا: #1234، وعندها يمكنك سحب بلاغ بإرسال «إلغاء» مع الرمز الوارد في الرد. من دون رقم سري ينتظر المنسّقَ كلُّ ما ينهي قافلة أو توقفًا. «وضع» مع رمز القافلة يسأل عن حالها. يُؤكَّد الرقم الجديد بإرسال «تأكيد» مع الرمز الذي في صفحة حسابك.
phones-title = الرسائل النصية
phones-about = تُحسب الرسائل من هذه الأرقام رسائلك، بعد أن تؤكد كل رقم من هاتفه. يمكن تزوير رقم المرسل: مع رقم سري تُحسب رسائلك فورًا ويمكنك سحب بلاغ، ومن دونه ينتظر المنسّقَ كلُّ ما ينهي قافلة أو توقفًا.
phones-number-hint = مع رمز البلد، مثل +963
phones-pin-hint = من 4 إلى 8 أرقام يجب أن تحملها كل رسالة؛ ستة أرقام يصعب تخمينها. اتركه فارغًا إذا لم ترده. لتغييره أضف الرقم من جديد.
phones-add = إضافة الرقم
phones-remove = إزالة
phones-waits = غير مؤكّد
phones-send = من هذا الهاتف، إلى الرقم الذي ترسل إليه بلاغاتك، أرسل:
phones-code = تأكيد
phones-until = صالح حتى
phones-spent = وصلت رموز خاطئة كثيرة. أزل الرقم وأضفه من جديد.
phones-owner = يؤكده صاحبه برمز في صفحة «حسابك».
phones-claimed = أثبت شخص آخر أن هذا الهاتف بيده. حتى تقرّر، ينتظر المنسّقَ كلُّ ما يصل منه بلا رقمك السري. إن لم يعد هاتفك فأزل الرقم. منذ
phones-keep = ما زال لي
phones-pin-tried = وصلت اليوم أرقام سرية خاطئة، سهوًا أو ممن يخمّن. ما ترسله يُحفظ وينتظر المنسّق حتى الغد.
phones-pin-worn = وصلت أرقام سرية خاطئة كثيرة. ما ترسله يُحفظ وينتظر المنسّق حتى تختار رقمًا سريًا آخر: أضف الرقم من جديد.
phones-not-whole = لهذا الحساب أدوار في منظمات أخرى أيضًا. لا يضيف رقمًا إلا صاحبه، أو مسؤول عن كل منظماته.
name-number = رقم الهاتف
name-pin = الرقم السري
me-done-phone = عُدّلت أرقامك للرسائل النصية.
me-done-phone_asked = لم يصبح الرقم لك بعد: أرسل الرمز من هاتفه.
sms-pin = لم يُسجَّل: اكتب رقمك السري في الرسالة هكذا #1234
sms-help = اكتب: الرمز، ما حدث، المكان، الوقت، السبب. SY-1 توقفت عقرب 10:30 قصف
sms-help-short = اكتب: SY-1 توقفت عقرب 10:30 قصف
sms-missing-everything = لم يُسجَّل: الرسالة فارغة. أرسل: مساعدة
sms-missing-reference = لم يُسجَّل: أي قافلة؟ ابدأ برمزها: SY-1 وصلت عقرب 10:30
sms-missing-what = لم يُسجَّل: ماذا حدث؟ مثل: وصلت، توقفت، عبرت، سلمت، بخير
sms-missing-one_thing = لم يُسجَّل: أمر واحد في الرسالة، بعد رمز القافلة مباشرة.
sms-missing-cause = لم يُسجَّل: لماذا توقفت؟ مثل: إطلاق نار، اعتداء، ألغام، تصريح
sms-missing-one_cause = لم يُسجَّل: سببان. أعد الإرسال بسبب واحد، والآخر برسالة ثانية.
sms-missing-act = لم يُسجَّل: ما الذي جرى؟ مثل: نهب، احتجاز، تهديد، قصف، سير
sms-missing-one_act = لم يُسجَّل: فعلان. أعد الإرسال بواحد، والآخر برسالة ثانية.
sms-missing-place = لم يُسجَّل: أين؟ المكان غير معروف. اكتب اسمه بعد ما حدث.
sms-missing-one_place = لم يُسجَّل: أكثر من مكان بهذا الاسم. اكتب اسمه الكامل.
sms-missing-one_time = لم يُسجَّل: أي وقت؟ اكتب وقتًا واحدًا مثل 10:30 أو: أمس 10:30
sms-missing-past_time = لم يُسجَّل: هذا الوقت لم يأتِ بعد. اكتب: أمس، أو التاريخ 27/11
sms-missing-code = لم يُسجَّل: أي رمز؟ اكتب: إلغاء، ثم الأحرف الأربعة.
sms-no_convoy = لم يُسجَّل: الرقم غير مسجّل أو لا قافلة له بهذا الرمز. اسأل المنسّق.
sms-several = لم يُسجَّل: أكثر من قافلة بهذا الرمز. اكتب لمن هي: { $choices }
sms-not_allowed = لم يُسجَّل: لا يحق لك ذلك. اسأل المنسّق.
sms-no_code = لم يتغيّر شيء: ليس لك بلاغ بهذا الرمز.
sms-void_pin = لم يُسحب: يلزم رقمك السري هكذا #1234. من دونه اسأل المنسّق.
sms-confirmed = تأكّد الرقم: رسائله تُحسب لك. أرسل «مساعدة» لتعرف كيف تكتب.
sms-not_confirmed = لم يتأكّد: الرمز خاطئ أو انتهى. تجده في صفحة حسابك.
sms-number_held = لم يتأكّد: الرقم لحساب آخر وقد أُبلغ. يجب أن يُزال هناك أولًا.
sms-recorded = سُجّل.
sms-review = حُفظ للمنسّق.
sms-unconfirmed = حُفظ حتى يؤكده المنسّق.
sms-undo = خطأ؟ أرسل: إلغاء { $code }
sms-undo-short = إلغاء { $code }
sms-wrong = خطأ؟ أخبر المنسّق.
sms-voided = { $reference }: سُحب بلاغك.
sms-void_review = { $reference }: حُفظ ليقرّر المنسّق.
sms-heard = آخر خبر { $time }
sms-kind-dispatched = انطلقت
sms-kind-checkpoint_reached = عند الحاجز
sms-kind-checkpoint_cleared = عبرت الحاجز
sms-kind-blocked = توقفت
sms-kind-unblocked = استأنفت
sms-kind-arrived = وصلت
sms-kind-delivered = سلمت
sms-kind-departed = غادرت
sms-kind-turned_back = عادت
sms-kind-incident_reported = حادثة
sms-kind-contact = بخير
sms-kind-note = ملاحظة
