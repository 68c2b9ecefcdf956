# الحوادث: القائمة، والحادث الواحد، والإبلاغ عنه.

nav-incidents = الحوادث
incidents-about = ما تعرضت له القوافل، الأحدث أولًا. تمتد الأرقام من أدنى ما يذكره أي مصدر إلى أعلاه، ولا يُؤخذ متوسط أبدًا.
incidents-report = الإبلاغ عن حادث
incidents-differ = ما تضاربت فيه الروايات فقط
incidents-none = لا يوجد حادث يطابق ما طلبته.
incidents-older = الأقدم
incidents-harm = الخسائر
incidents-accounts = الروايات
incidents-not-told = لا يُعرض لك

## تضييق القائمة
list-narrow = تضييق القائمة
list-as_of = كما كان معروفًا في
list-as_of-hint = مثل 2016-11-01 14:30. الفراغ يعني الآن.
list-zone = الأيام والساعات بالتوقيت المحلي:
list-show = عرض

## حادث واحد
incident-reduced = لا تُعرض الروايات ولا المصادر ولا الملاحظات الخاصة بهذه القافلة ما دامت في الطريق.
incident-no-figures = لا يذكر أي مصدر رقمًا، وهذا لا يعني صفرًا.
incident-figures-about = من أدنى ما يذكره أي مصدر إلى أعلاه. وما لا يظهر فهو غير معروف.
incident-sources = { $count ->
    [zero] بلا مصدر
    [one] بحسب مصدر واحد
    [two] بحسب مصدرين
    [few] بحسب { $count } مصادر
    [many] بحسب { $count } مصدرًا
   *[other] بحسب { $count } مصدر
}
incident-disputed = ما تختلف فيه المصادر
incident-disputed-about = تبقى كل رواية في السجل، ولا يُحسم هنا أيها الصحيح.
incident-about-what = موضوع الاختلاف
incident-who-says = من يقول ماذا
incident-first-report = البلاغ الأول
incident-no-account = لم تُسجَّل أي رواية بعد، والمعروف هو ما ورد في البلاغ الأول وحده.
incident-one-account = لا توجد سوى رواية واحدة، فلا شيء يؤكدها ولا ينفيها.
incident-agreed = الروايات لا تتعارض.
incident-no-assessment = لم يُكتب أي تقدير.
incident-nothing = لم يكن قد سُجّل شيء عن هذا الحادث حتى ذلك الوقت. تعرض الصفحة الحاضر.

## الإبلاغ عنه
incident-new-about = اكتب ما هو معروف واترك غير المعروف فارغًا. يمكن إضافة روايات أخرى لاحقًا.
incident-convoy-hint = رقمها المرجعي كما يظهر في اللوحة.
incident-place-hint = اتركه فارغًا إن وقع على الطريق بين مكانين أو إن لم تكن تعرف.
incident-zone = بالتوقيت المحلي للقافلة.
log-harm = من تضرر؟
log-harm-hint = اترك غير المعروف فارغًا. لا تكتب 0 إلا إذا كان معروفًا أنه لم يُصب أحد.
