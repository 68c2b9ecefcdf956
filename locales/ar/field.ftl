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
name-label = اسم الجهاز
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
class-positions = مواقع الأجهزة
class-positions-from = بعد وصولها
class-messages = الردود على الرسائل النصية
class-messages-from = بعد إرسالها
