# The feed, webhooks, alerts and their mail.

field-not_allowed = هذا غير مسموح هنا
field-unknown_convoy = لا توجد قافلة بهذا الرقم هنا
field-ambiguous_convoy = أكثر من قافلة بهذا الاسم. اكتب لمن هي: مفتاح المنظمة ثم شرطة مائلة ثم الرقم المرجعي
field-reserved_word = لهذه الكلمة معنى آخر في العناوين هنا. اختر غيرها
deed-webhook_made = أُنشئ خطّاف ويب
deed-webhook_changed = عُدّل خطّاف ويب
deed-webhook_removed = حُذف خطّاف ويب
name-url = العنوان
name-types = ما يُرسل
name-exact = المواقع الدقيقة
name-convoys = القوافل
name-label = الاسم
nav-webhooks = خطّافات الويب
webhooks-about = تُرسل الأحداث والتنبيهات إلى أنظمة أخرى فور وقوعها، موقّعةً ليعرف المتلقي مصدرها. ويُبلَّغ الخطّاف بما يُبلَّغ به المطّلع في منظمته لا أكثر.
webhooks-none = لا توجد خطّافات ويب بعد.
webhook-one = خطّاف ويب
webhook-make = إنشاء خطّاف ويب
webhook-nowhere = هذا الخادم لا يرسل شيئاً إلى أنظمة أخرى. على من يشغّله أن يحدد المضيفين المسموح بهم في الإعداد webhook_allow.
webhook-allowed = المضيفون المسموح بالإرسال إليهم
webhook-to = يُرسل إلى
webhook-url-hint = عنوان يبدأ بـ https لدى أحد المضيفين أعلاه.
webhook-organisation-hint = مفتاحها. النجمة تعني كل المنظمات، لمن يدير جميعها.
webhook-label = الاسم الذي تطلقه عليه (اختياري)
webhook-sends = ما يُرسل
webhook-convoy = عن قافلة واحدة فقط (اختياري)
webhook-convoy-hint = رقمها المرجعي. إن تُرك فارغاً شمل كل القوافل.
webhook-exact = إرسال المواقع كما هي. لمن هو منسق في المنظمة أيضاً فقط.
webhook-is-exact = المواقع كما هي
webhook-state = الحالة
webhook_state-active = مفعّل
webhook_state-paused = متوقف مؤقتاً
webhook_state-off = مُعطّل
webhook_off-gone = عُطّل: أفاد المتلقي بأنه لا يريد استلام شيء بعد الآن.
webhook_off-failing = عُطّل: ظل المتلقي لا يستجيب ثلاثة أيام. ما لم يُرسل سيُرسل بعد إعادة التفعيل.
webhook-failing = المتلقي لا يعمل
webhook-next = المحاولة التالية
webhook-secret = السر
webhook-secret-about = انسخه الآن: لن يظهر مرة أخرى. يتحقق المتلقي من التواقيع به.
webhook-test = إرسال اختبار
webhook-pause = إيقاف مؤقت
webhook-resume = إعادة التفعيل
webhook-rotate = سر جديد
webhook-remove = حذف
webhook-replay = إعادة الإرسال
webhook-replay-failed = إعادة إرسال كل ما فشل
webhook-deliveries = ما أُرسل
webhook-deliveries-about = الأحدث أولاً، مع كل محاولة. تُحفظ ثلاثين يوماً.
webhook-nothing-sent = لم يُرسل شيء بعد.
webhook-message = الرسالة
webhook-attempts = المحاولات
webhook-done-changed = عُدّل الخطّاف.
webhook-done-test = الاختبار في الطريق.
webhook-done-replay = أُعيد الإرسال.
webhook-done-made = أُنشئ الخطّاف. كل ما يحدث من الآن يُرسل.
delivery-waiting = بانتظار الإرسال
delivery-delivered = سُلّمت
delivery-failed = فشلت
delivery_error-timeout = انتهت المهلة
delivery_error-refused = رُفض الاتصال
delivery_error-connection = انقطع الاتصال
delivery_error-dns = المضيف غير موجود
delivery_error-tls = الشهادة غير صالحة
delivery_error-address_not_public = عنوانه ليس عاماً
delivery_error-not_allowed = المضيف غير مسموح به
delivery_error-redirect = يحيل إلى مكان آخر ولا تُتبع الإحالة
delivery_error-status = أجاب بأنه لا يعمل
delivery_error-refused_message = لا يقبل هذه الرسالة
delivery_error-gone = لا يريد استلام شيء بعد الآن
delivery_error-protocol = جوابه غير مفهوم
delivery_error-not_seen = لم تعد تُبلَّغ
alert-blocked = متوقفة قسراً
alert-turned_back = عادت أدراجها
alert-incident = حادث
alert-silent = انقطعت أخبارها
alert-review = تقرير ينتظر قراراً
webhook_type-event = كل الأحداث
webhook_type-alert_blocked = تنبيه: متوقفة قسراً
webhook_type-alert_turned_back = تنبيه: عادت أدراجها
webhook_type-alert_incident = تنبيه: حادث
webhook_type-alert_silent = تنبيه: انقطعت أخبارها
webhook_type-alert_review = تنبيه: تقرير ينتظر قراراً
alerts-title = التنبيهات بالبريد الإلكتروني
alerts-about = تصلك رسالة حين يحدث ما تريد معرفته فوراً. تذكر القافلة وما حدث ومنذ متى، ولا تذكر المكان أبداً.
alerts-choose = اختيار التنبيهات
alerts-done = حُفظ اختيارك.
alerts-off = لا يرسل هذا الخادم بريداً حالياً: لم يُضبط خادم بريد.
alerts-to = تُرسل الرسائل إلى
alerts-kinds = أبلغني عن
alerts-organisation = عن منظمة واحدة فقط (اختياري)
alerts-organisation-hint = مفتاحها. إن تُرك فارغاً شمل كل القوافل التي تراها.
alerts-convoys = عن هذه القوافل فقط (اختياري)
alerts-convoys-hint = أرقامها المرجعية، تفصلها فواصل.
alerts-save = حفظ
mail-alert = { $what }: { $reference }
mail-since = منذ { $since }
mail-why = تصلك هذه الرسالة لأنك اخترت تنبيهات في متتبّع القوافل.
webhook-ms = { $count ->
    [zero] { $count } ميلي ثانية
    [one] ميلي ثانية واحدة
    [two] ميلي ثانيتان
    [few] { $count } ميلي ثوانٍ
    [many] { $count } ميلي ثانية
    *[other] { $count } ميلي ثانية
}
mail-digest = { $count ->
    [zero] لا تنبيهات
    [one] تنبيه واحد
    [two] تنبيهان
    [few] { $count } تنبيهات
    [many] { $count } تنبيهاً
    *[other] { $count } تنبيه
}
