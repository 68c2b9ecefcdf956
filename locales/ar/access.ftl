# من يرى القافلة، وبأي قدر من الدقة.

sharing-title = من يرى هذه القافلة
sharing-link = من يراها
sharing-about = ترى منظمتكم وشركاؤها القافلة وفق أدوار العاملين فيها. من هنا يمكنكم إتاحتها لمنظمة أخرى لفترة محددة، وتكليف المسجِّلين الميدانيين الذين يرافقونها.
sharing-organisations = متاحة لمنظمات أخرى
sharing-none = هذه القافلة غير متاحة لأي جهة أخرى.
sharing-with = المنظمة
sharing-how = درجة الدقة
sharing-from = من
sharing-until = حتى
sharing-state = الحالة
sharing-end = إنهاء الآن
sharing-over = انتهت
sharing-add = إتاحة القافلة لمنظمة أخرى
sharing-last-day = اليوم الأخير
sharing-last-day-hint = خلال سنة من اليوم على الأكثر. ينتهي اليوم بحسب توقيت القافلة.
sharing-share = إتاحة
sharing-loggers = المسجِّلون الميدانيون لهذه القافلة
sharing-loggers-about = يرى المسجِّلون الميدانيون القوافل المكلَّفين بها بدقة: المسار والأوقات والشاحنات والسائقين. أما سائر القوافل فيرونها بصورة مختصرة.
sharing-logger = المسجِّل الميداني
sharing-assign = تكليف
sharing-unassign = إنهاء التكليف
sharing-unassign-whom = إنهاء تكليف { $name }
sharing-no-candidates = لا يوجد حساب لمسجِّل ميداني آخر في منظمات هذه القافلة.
ceiling-exact = دقيقة، لمنسقيها
ceiling-reduced = مختصرة، لجميع أعضائها
name-expires_at = اليوم الأخير
name-logger = المسجِّل الميداني

reduced-title = ما ترونه أقل مما هو مسجَّل.
reduced-positions = المواقع مقرَّبة إلى نحو 10 كيلومترات وتُعرض بعد 24 ساعة. ولا يُعرض باقي المسار ولا الشاحنات ولا المصادر ولا الملاحظات.
reduced-nothing = لا تُعرض مواقع هذه القافلة ولا مسارها ولا شاحناتها ولا المصادر ولا الملاحظات ما دامت في الطريق.
reduced-over = لا يُعرض من أبلغ، والإحداثيات مقرَّبة.
reduced-author = لا يُعرض من أبلغ
board-late = قبل يوم أو أكثر:
sharing-sensitivity-about = ما يراه المطّلعون والمسجِّلون غير المكلَّفين بها ما دامت في الطريق. يسري أي تغيير فورًا ويبقى في السجل.
sharing-sensitivity-save = تغيير
sensitivity-effect-low = المواقع بعد يوم ومقرَّبة، والحمولة
sensitivity-effect-moderate = المواقع بعد يوم ومقرَّبة
sensitivity-effect-high = بلا مواقع
sensitivity-effect-severe = محجوبة عن المطّلعين

# Partners: an organisation that a convoy names takes part once it has said so.
nav-invitations = دعوات
invitations-title = دعوات إلى المشاركة
invitations-about = تذكر هذه القوافل منظمتكم شريكاً. وما دمتم لم تشاركوا فهي ليست في أي من قوائمكم وأرقامكم، ولا يستطيع أفرادكم الإبلاغ عنها. ويمكنكم تغيير جوابكم في أي وقت.
invitations-none = لا تذكر أي قافلة منظمتكم شريكاً.
invitations-for = باسم
invitations-registered = سُجّلت
invitations-accept = المشاركة
invitations-decline = الاعتذار
invitations-leave = إنهاء المشاركة
partner-asked = لم يجب بعد
partner-takes_part = يشارك
partner-declined = اعتذر
sharing-partners-about = يرى الشريك القافلة ويبلّغ عنها متى قال إنه يشارك فيها. ويجد منسقوه السؤال تحت «دعوات».
