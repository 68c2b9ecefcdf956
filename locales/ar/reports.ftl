# Reports.

field-not_a_day = لم نتمكن من قراءة هذا اليوم. اكتبه هكذا: 2016-11-01 أو ٢٠١٦-١١-٠١.

nav-reports = التقارير
reports-about = حصيلة القوافل. كل رقم يقول من أي مجموع هو، وما لا يُعرف يُعدّ على حدة ولا يُحسب صفرًا أبدًا.
reports-from = من (يوم)
reports-to = إلى (يوم)
reports-organisation = المنظمة
reports-place = المكان
reports-as_of = كما كان معروفًا في
reports-show = عرض
reports-moment = كما كان معروفًا في
reports-for_ever = هذا التقرير كما هو دائمًا
reports-reduced = لا يُعرض عليك كل شيء: القوافل التي على الطريق تُعدّ من دون أماكنها.
reports-none = لا قوافل في هذه الفترة.
reports-no_rows = لا شيء يُعرض هنا.
reports-files = هذا الجدول ملفًا:
reports-definitions = كيف حُسب هذا
reports-share = { $count } من { $of } ({ $percent }٪)
reports-share-none = { $count } من { $of }
reports-sum = { $people }، وغير معروف لدى { $count ->
    [zero] { $count } قافلة
    [one] قافلة واحدة
    [two] قافلتين
    [few] { $count } قوافل
    [many] { $count } قافلة
   *[other] { $count } قافلة
}
reports-harmed = { $range }، وغير معروف في { $count ->
    [zero] { $count } حادث
    [one] حادث واحد
    [two] حادثين
    [few] { $count } حوادث
    [many] { $count } حادثًا
   *[other] { $count } حادث
}
reports-out-periods = { $count ->
    [zero] لم تُستبعد أي قافلة من فترات أخرى.
    [one] استُبعدت قافلة واحدة من فترة أخرى.
    [two] استُبعدت قافلتان من فترات أخرى.
    [few] استُبعدت { $count } قوافل من فترات أخرى.
    [many] استُبعدت { $count } قافلة من فترات أخرى.
   *[other] استُبعدت { $count } قافلة من فترات أخرى.
}
reports-out-selection = { $count ->
    [zero] لم تُستبعد أي قافلة خارج ما اخترته.
    [one] استُبعدت قافلة واحدة خارج ما اخترته.
    [two] استُبعدت قافلتان خارج ما اخترته.
    [few] استُبعدت { $count } قوافل خارج ما اخترته.
    [many] استُبعدت { $count } قافلة خارج ما اخترته.
   *[other] استُبعدت { $count } قافلة خارج ما اخترته.
}
reports-out-withheld = { $count ->
    [zero] لم تُستبعد أي قافلة لا تُعرض عليك أماكنها.
    [one] استُبعدت قافلة واحدة لا تُعرض عليك أماكنها.
    [two] استُبعدت قافلتان لا تُعرض عليك أماكنهما.
    [few] استُبعدت { $count } قوافل لا تُعرض عليك أماكنها.
    [many] استُبعدت { $count } قافلة لا تُعرض عليك أماكنها.
   *[other] استُبعدت { $count } قافلة لا تُعرض عليك أماكنها.
}
reports-withheld = { $count ->
    [zero] لم تُعدّ أي قافلة من دون أماكنها.
    [one] عُدّت قافلة واحدة من دون أماكنها التي لا تُعرض عليك.
    [two] عُدّت قافلتان من دون أماكنهما التي لا تُعرض عليك.
    [few] عُدّت { $count } قوافل من دون أماكنها التي لا تُعرض عليك.
    [many] عُدّت { $count } قافلة من دون أماكنها التي لا تُعرض عليك.
   *[other] عُدّت { $count } قافلة من دون أماكنها التي لا تُعرض عليك.
}
reports-open_note = { $count ->
    [zero] لا قوافل مفتوحة
    [one] قافلة واحدة ما زالت مفتوحة
    [two] قافلتان ما زالتا مفتوحتين
    [few] { $count } قوافل ما زالت مفتوحة
    [many] { $count } قافلة ما زالت مفتوحة
   *[other] { $count } قافلة ما زالت مفتوحة
}
reports-coverage_note = { $count ->
    [zero] لم تُستبعد أي قافلة
    [one] استُبعدت قافلة واحدة: أحد الرقمين غير معروف
    [two] استُبعدت قافلتان: أحد الرقمين غير معروف
    [few] استُبعدت { $count } قوافل: أحد الرقمين غير معروف
    [many] استُبعدت { $count } قافلة: أحد الرقمين غير معروف
   *[other] استُبعدت { $count } قافلة: أحد الرقمين غير معروف
}
reports-convoys = القوافل
reports-trucks = شاحنات البضائع
reports-decided = ذات نتيجة
reports-targeted = الأشخاص المستهدفون
reports-reached = الأشخاص الذين وصلت إليهم
reports-coverage = من وُصل إليهم من المستهدفين
reports-waiting = الأشخاص المنتظرون
reports-blocked = أُوقفت، ممّا انطلق
reports-open = مفتوحة
reports-times = المرات
reports-held_convoys = القوافل، ممّا انطلق
reports-total = مجموع الساعات
reports-median = الوسيط
reports-longest = الأطول
reports-still = ما زالت محتجزة
reports-no_length = مدة غير معروفة
reports-bound = المتجهة إليه
reports-served = سُلّمت فيه، ممّا انتهى أو سُلّم
reports-may_still = قد تصل بعد
reports-led = التي تقودها
reports-as_partner = بصفة شريك
reports-facilitated = المُيسَّرة
reports-incidents = الحوادث
reports-differ = روايات متباينة
reports-killed = القتلى
reports-injured = الجرحى
reports-t-months = النتائج حسب الشهر
reports-t-months-about = كيف انتهت قوافل كل شهر، بمصطلحات تقارير أوتشا.
reports-h-months = الشهر
reports-t-people = الأشخاص المستهدفون ومن وُصل إليهم
reports-t-people-about = الأشخاص الذين قُصدوا بقوافل كل شهر، ومن يُقال إنها وصلت إليهم.
reports-h-people = الشهر
reports-t-outcomes = النتائج
reports-t-outcomes-about = كل نتيجة، من مجموع القوافل التي لها نتيجة. وتُعدّ القوافل المفتوحة على حدة.
reports-h-outcomes = النتيجة
reports-t-causes = لماذا أُوقفت القوافل
reports-t-causes-about = حالات الإيقاف حسب سببها. وما زال مستمرًا يُحسب حتى لحظة التقرير.
reports-h-causes = السبب
reports-t-checkpoints = ساعات الاحتجاز حسب الحاجز
reports-t-checkpoints-about = التوقف عند الحواجز والإيقاف في غيرها. وما لا يُعرف إلا بيومه يُعطى بين حدّين.
reports-h-checkpoints = المكان
reports-t-clearance = التصاريح
reports-t-clearance-about = من الطلب إلى التسليم. كل خطوة تقول من أي مجموع هي، والعبرة بآخر جواب.
reports-h-clearance = الخطوة
reports-t-places = الوجهات
reports-t-places-about = القافلة ذات الوجهات المتعددة ترد في أكثر من سطر، فيزيد مجموع الأسطر على الإجمالي.
reports-h-places = المكان
reports-t-organisations = المنظمات
reports-t-organisations-about = القوافل حسب المنظمة التي تقودها، وتُعدّ على حدة القوافل الأخرى التي تشارك فيها.
reports-h-organisations = المنظمة
reports-t-incidents = الحوادث
reports-t-incidents-about = ما تعرضت له هذه القوافل. والضحايا من مجموع أدنى ما تذكره المصادر إلى مجموع أعلاه، لا متوسطًا أبدًا.
reports-h-incidents = الفعل
reports-step-requested = طُلب، من كل القوافل
reports-step-granted_wholly = مُنح كاملًا، ممّا طُلب
reports-step-granted_in_part = مُنح جزئيًا، ممّا طُلب
reports-step-denied = رُفض، ممّا طُلب
reports-step-withdrawn = سُحب، ممّا طُلب
reports-step-unanswered = بلا جواب، ممّا طُلب
reports-step-dispatched = انطلقت، ممّا مُنح تصريحًا
reports-step-delivered = سلّمت، ممّا انطلق بتصريح
reports-step-delivered_in_part = سلّمت جزئيًا، من المجموع نفسه
reports-step-dispatched_without_grant = انطلقت من دون تصريح، من كل ما انطلق
reports-defines-period = تنتمي القافلة إلى اليوم المقرر لانطلاقها، فإن لم يُقرر يوم فإلى يوم انطلاقها، وإلا فإلى يوم تسجيلها. والأيام أيام منطقتها الزمنية.
reports-defines-outcome = مُيسَّرة: سلّمت كل حمولتها. مُيسَّرة جزئيًا: سلّمت جزءًا، أو لم يُمنح التصريح إلا لجزء. مُعرقَلة: انطلقت ثم عادت أو فُقدت. مرفوضة: رُفضت قبل انطلاقها. مؤجَّلة: أُجّلت وهي مقررة. ملغاة: ألغاها من قررها. بلا جواب: طُلب التصريح ولم يأتِ جواب حتى يوم الانطلاق.
reports-defines-percent = تُقرَّب النسب إلى منزلة عشرية واحدة، والنصف إلى الأعلى، وبجانبها العددان اللذان حُسبت منهما.
reports-defines-people = المجاميع للقوافل المعروفة أرقامها. ومن وُصل إليهم هو آخر ما أُعلن، ولا أحد إن انتهت القافلة ولم تسلّم شيئًا.
reports-defines-hours = تُحسب الساعات بالثواني الكاملة وتُقرَّب مرة واحدة إلى منزلة عشرية. والتوقف الذي لم يبلّغ أحد عن نهايته دام من لا شيء إلى لحظة رؤية القافلة أبعد منه. وما زال مستمرًا يُحسب حتى لحظة التقرير.
reports-defines-incidents = ينتمي الحادث إلى فترة قافلته.

# The columns of the tables, for the dictionary within a workbook.
report-column-accounts_differ = حوادث تتناقض رواياتها.
report-column-act = ما تعرّضت له القافلة: رمز الفعل.
report-column-as_partner = القوافل التي تشارك فيها دون أن تقودها.
report-column-between_bounds = توقفات تقع مدتها بين حدّين لأن بدايتها أو نهايتها لا تُعرف إلا تقريباً.
report-column-by_the_clock = توقفات تُعرف ساعة بدايتها ونهايتها.
report-column-cancelled = قوافل ألغاها من خطّط لها.
report-column-cause = سبب منع القوافل من المتابعة: رمز قيد الوصول لدى أوتشا.
report-column-convoys = عدد القوافل.
report-column-denied = قوافل رُفضت قبل انطلاقها.
report-column-facilitated = قوافل سلّمت كل حمولتها.
report-column-holds = عدد التوقفات.
report-column-hours_longest_least = أطول توقف، بحدّه الأدنى.
report-column-hours_longest_most = أطول توقف، بحدّه الأقصى.
report-column-hours_median_least = وسيط مدة التوقف، بحدّه الأدنى.
report-column-hours_median_most = وسيط مدة التوقف، بحدّه الأقصى.
report-column-hours_total_least = مجموع التوقفات، بحدّه الأدنى.
report-column-hours_total_most = مجموع التوقفات، بحدّه الأقصى.
report-column-impeded = قوافل انطلقت ثم أُعيدت أو فُقدت.
report-column-incidents = عدد الحوادث.
report-column-injured_max = الجرحى، مجموع أعلى الأرقام.
report-column-injured_min = الجرحى، مجموع أدنى الأرقام.
report-column-injured_unknown_of = حوادث لا يذكر أي مصدر عدد جرحاها.
report-column-killed_max = القتلى، مجموع أعلى الأرقام.
report-column-killed_min = القتلى، مجموع أدنى الأرقام.
report-column-killed_unknown_of = حوادث لا يذكر أي مصدر عدد قتلاها.
report-column-month = الشهر، بتوقيت كل قافلة.
report-column-of = من أصل كم: العدد الذي تُنسب إليه النسبة المئوية.
report-column-open = قوافل لم تنتهِ بعد.
report-column-outcome = النتيجة، بمصطلحات أوتشا.
report-column-partially_facilitated = قوافل سلّمت جزءاً من حمولتها أو نالت موافقة جزئية.
report-column-people_reached = الأشخاص الذين تم الوصول إليهم، مجموع آخر الأرقام المعلنة.
report-column-people_targeted = الأشخاص المستهدفون بالحمولة، مجموعهم.
report-column-people_waiting = الأشخاص الذين ما زالوا ينتظرون، مجموعهم.
report-column-percent = النسبة المئوية من العدد في العمود «of»، مقرّبة إلى منزلة عشرية واحدة.
report-column-postponed = قوافل أُجّلت قبل انطلاقها.
report-column-reached_unknown_of = قوافل لا يُعرف كم شخصاً وصلت إليه؛ لا تدخل في المجموع.
report-column-served = قوافل سلّمت هناك.
report-column-step = المرحلة على طريق الموافقة: رمز.
report-column-still_held = توقفات ما زالت مستمرة.
report-column-targeted_unknown_of = قوافل لا يُعرف عدد المستهدفين بها؛ لا تدخل في المجموع.
report-column-trucks = شاحنات الحمولة في هذه القوافل.
report-column-trucks_offloaded = شاحنات أُفرغت حمولتها كاملة.
report-column-unanswered = قوافل لم يصل ردّ على طلبها حتى يوم الانطلاق.
report-column-unknown_length = توقفات لا يُعرف شيء عن مدتها.
report-column-unserved = قوافل انتهت دون أن تسلّم هناك.
report-column-waiting_unknown_of = قوافل لا يُعرف عدد المنتظرين لها؛ لا تدخل في المجموع.
