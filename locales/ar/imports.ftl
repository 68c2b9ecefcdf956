# استيراد الملفات: أسماء الأعمدة وأخطاء الخلايا والصفحة.

nav-import = استيراد

## Names of columns; further names after -also, parted by bars
import-column-reference = المرجع
import-column-reference-also = رقم القافلة | القافلة | مرجع القافلة | رمز القافلة
import-column-lead = المنظمة
import-column-lead-also = المنظمة القائدة | الجهة المنفذة | الوكالة
import-column-partners = الشركاء
import-column-partners-also = المنظمات الشريكة | الشريك
import-column-time_zone = المنطقة الزمنية
import-column-time_zone-also = التوقيت
import-column-origin = نقطة الانطلاق
import-column-origin-also = من | مكان الانطلاق | المصدر | المستودع
import-column-checkpoints = الحواجز
import-column-checkpoints-also = الحاجز | نقاط التفتيش | المعبر
import-column-destination = الوجهة
import-column-destination-also = إلى | مكان التسليم | المنطقة المستهدفة
import-column-destinations = الوجهات
import-column-destinations-also = جميع الوجهات
import-column-stops = المسار
import-column-stops-also = خط السير | المحطات | الطريق
import-column-departure = موعد الانطلاق
import-column-departure-also = تاريخ الانطلاق | التاريخ المخطط | موعد المغادرة
import-column-trucks = الشاحنات
import-column-trucks-also = عدد الشاحنات
import-column-support = مركبات الدعم
import-column-support-also = عدد مركبات الدعم
import-column-item = المادة
import-column-item-also = الصنف | المواد | نوع المواد
import-column-sector = القطاع
import-column-sector-also = المجموعة القطاعية
import-column-unit = الوحدة
import-column-unit-also = وحدة القياس
import-column-quantity = الكمية
import-column-quantity-also = الكمية المخططة | العدد
import-column-truck = الشاحنة
import-column-truck-also = رقم الشاحنة
import-column-serves_people = عدد المستفيدين للوحدة
import-column-serves_people-also = أشخاص لكل طقم
import-column-serves_days = عدد الأيام للوحدة
import-column-serves_days-also = أيام لكل طقم
import-column-target_population = السكان المستهدفون
import-column-target_population-also = المستفيدون | عدد المستفيدين | عدد المستهدفين | الأشخاص المستهدفون
import-column-convoy_target_population = المستهدفون بالقافلة كلها
import-column-convoy_target_population-also = إجمالي المستهدفين
import-column-check_in_hours = الساعات بين اتصال وآخر
import-column-check_in_hours-also = فترة الاتصال
import-column-linked_release = انطلاق مرتبط
import-column-linked_release-also = يتحرك مع
import-column-sensitivity = الحساسية
import-column-sensitivity-also = درجة الحساسية
import-column-id = معرّف الحدث
import-column-id-also = رقم الحدث
import-column-convoy = القافلة
import-column-convoy-also = رقم القافلة | مرجع القافلة | المرجع | رمز القافلة
import-column-kind = ماذا حدث
import-column-kind-also = الحدث | نوع الحدث | النوع
import-column-occurred_at = متى
import-column-occurred_at-also = التاريخ | التاريخ والوقت | تاريخ الحدث | اليوم
import-column-time = الوقت
import-column-time-also = الساعة | التوقيت
import-column-occurred_until = حتى
import-column-occurred_until-also = النهاية
import-column-precision = الدقة
import-column-precision-also = دقة الوقت
import-column-place = المكان
import-column-place-also = أين | الموقع | اسم المكان
import-column-source_kind = نوع المصدر
import-column-source_kind-also = صفة المصدر
import-column-source_name = المصدر
import-column-source_name-also = اسم المصدر | المبلّغ
import-column-note = ملاحظة
import-column-note-also = ملاحظات | تعليق | وصف
import-column-captured_at = وقت التدوين
import-column-captured_at-also = سُجّل على الجهاز
import-column-cause = سبب التوقيف
import-column-cause-also = السبب | عائق الوصول
import-column-held_by = أوقفها
import-column-held_by-also = الجهة الموقِفة
import-column-reason = المبرر
import-column-reason-also = المبرر المعلن | التبرير
import-column-decided_by = قرّر ذلك
import-column-decided_by-also = صاحب القرار
import-column-ordered_by = أمر بذلك
import-column-ordered_by-also = صاحب الأمر
import-column-cargo = الحمولة
import-column-cargo-also = كميات الحمولة | المواد والكميات
import-column-by = من قام بذلك
import-column-by-also = الجهة
import-column-to = إلى من
import-column-to-also = نُقل إلى
import-column-loss = كيف فُقدت
import-column-loss-also = الفقد
import-column-fate = مصير الشاحنات
import-column-fate-also = المصير
import-column-vehicle = حال المركبات
import-column-vehicle-also = وضع المركبات
import-column-people = الأشخاص الذين وصلت إليهم المساعدة
import-column-people-also = عدد من وصلت إليهم المساعدة
import-column-method = طريقة العدّ
import-column-method-also = الطريقة
import-column-incident = الحادث
import-column-incident-also = رمز الحادث
import-column-act = نوع الاعتداء
import-column-act-also = الفعل | نوع الحادث
import-column-claim = ما يقوله المصدر
import-column-claim-also = الرواية
import-column-alleged_actor = الطرف المزعوم
import-column-alleged_actor-also = الفاعل المزعوم
import-column-reliability = موثوقية المصدر
import-column-reliability-also = الموثوقية
import-column-credibility = مصداقية المعلومة
import-column-credibility-also = المصداقية
import-column-killed = القتلى
import-column-killed-also = الوفيات
import-column-killed_min = القتلى، على الأقل
import-column-killed_max = القتلى، على الأكثر
import-column-injured = الجرحى
import-column-injured-also = المصابون
import-column-injured_min = الجرحى، على الأقل
import-column-injured_max = الجرحى، على الأكثر
import-column-abducted_min = المخطوفون، على الأقل
import-column-abducted_max = المخطوفون، على الأكثر
import-column-authority = السلطة
import-column-authority-also = الجهة الرسمية
import-column-scope = كلياً أو جزئياً
import-column-scope-also = نطاق الموافقة
import-column-conditions = الشروط
import-column-conditions-also = شروط الموافقة
import-column-text = التقييم
import-column-text-also = نص التقييم
import-column-attributed_to = منسوب إلى
import-column-attributed_to-also = الإسناد
import-column-about_event = عن أي حدث
import-column-about_event-also = الحدث المعني
import-column-key = المفتاح
import-column-key-also = مفتاح المكان | الرمز
import-column-places-kind = نوع المكان
import-column-places-kind-also = النوع | صنف المكان
import-column-name_en = الاسم بالإنكليزية
import-column-name_en-also = الاسم الإنكليزي | الاسم بالإنجليزية
import-column-name_ar = الاسم بالعربية
import-column-name_ar-also = الاسم | الاسم العربي | اسم المكان
import-column-name_fr = الاسم بالفرنسية
import-column-name_fr-also = الاسم الفرنسي
import-column-name_ku = الاسم بالكردية
import-column-name_tr = الاسم بالتركية
import-column-name_fa = الاسم بالفارسية
import-column-aliases = أسماء أخرى
import-column-aliases-also = تسميات أخرى
import-column-latitude = خط العرض
import-column-longitude = خط الطول
import-column-coordinates_approximate = إحداثيات تقريبية
import-column-pcode = الرمز المكاني
import-column-pcode-also = رمز الموقع | رمز P
import-column-admin1_pcode = رمز المحافظة
import-column-admin2_pcode = رمز المنطقة
import-column-admin3_pcode = رمز الناحية
import-column-gazetteer = المعجم الجغرافي
import-column-gazetteer-also = إصدار المعجم | مصدر الرمز
import-column-admin1 = المحافظة
import-column-admin1-also = الولاية
import-column-country = البلد
import-column-country-also = رمز البلد | الدولة
import-column-population = عدد السكان
import-column-population-also = السكان | تقدير السكان
import-column-access = إمكانية الوصول
import-column-access-also = الوصول
import-column-last_reached = آخر سنة وصول
import-column-last_reached-also = آخر وصول

## Further words for codes in cells, parted by bars
import-words-unit-KGM = كغ | كيلو | كيلوغرام | كلغ
import-words-unit-TNE = طن | أطنان
import-words-unit-LTR = لتر | ليتر
import-words-unit-MTQ = م3 | متر مكعب
import-words-unit-kit = طقم | أطقم
import-words-unit-parcel = طرد | سلة طرود
import-words-unit-basket = سلة | سلة غذائية
import-words-unit-bag = كيس
import-words-unit-box = صندوق | علبة
import-words-unit-carton = كرتونة
import-words-unit-piece = قطعة
import-words-unit-pallet = منصة نقالة
import-words-yes-yes = نعم | صح
import-words-loss-looted = منهوبة | مسروقة
import-words-loss-damaged = متضررة | تالفة جزئياً
import-words-loss-destroyed = مدمرة
import-words-loss-spoiled = فاسدة | منتهية الصلاحية

## Kinds and states
import-kind-convoys = القوافل وحمولتها
import-kind-events = الأحداث
import-kind-places = الأماكن
import-kind-gazetteer = الرموز المكانية (معجم جغرافي)
import-state-received = لم يُفحص بعد
import-state-checking = قيد الفحص
import-state-checked = فُحص ولم يُستورد
import-state-running = قيد الاستيراد
import-state-done = استُورد
import-state-failed = أخفق ولم يُحفظ شيء
import-state-undone = تم التراجع عنه
import-mark-point = نقطة، مثل 12.5
import-mark-comma = فاصلة، مثل 12,5
import-dates-day_first = اليوم أولاً: 31/12/2026
import-dates-month_first = الشهر أولاً: 12/31/2026
import-format-csv = CSV
import-format-xlsx = مصنف Excel
import-format-ndjson = NDJSON
import-separator-comma = فاصلة
import-separator-semicolon = فاصلة منقوطة
import-separator-tab = علامة جدولة
import-separator-bar = خط عمودي

## Where
import-at-cell = الصف { $row }، العمود «{ $header }» ({ $address })
import-at-row = الصف { $row }
import-at-field = الصف { $row }، «{ $header }»
import-at-file = الملف

## What is wrong with a cell or row
import-wrong-not_a_date = هذا ليس تاريخاً. اكتبه مثل 2026-12-31 أو 2026-12-31 14:30.
import-wrong-ambiguous_date = قد يعني يوماً/شهراً أو شهراً/يوماً. حدّد كيف كُتبت التواريخ، أو اكتبها مثل 2026-12-31.
import-wrong-not_a_number = هذا ليس عدداً. اترك الخانة فارغة إن كانت الكمية غير معروفة.
import-wrong-ambiguous_number = قد تكون الفاصلة للآلاف أو للكسور. اكتب العدد بلا فواصل للآلاف، أو حدّد العلامة العشرية.
import-wrong-not_a_time = هذا ليس وقتاً. اكتبه مثل 14:30.
import-wrong-unknown_place = لا مكان بهذا الاسم أو المفتاح أو الرمز. أضف المكان أولاً أو صحّح الاسم.
import-wrong-unknown_place-detail = لا مكان بهذا الاسم أو المفتاح أو الرمز. الأقرب: { $detail }
import-wrong-ambiguous_place = أكثر من مكان بهذا الاسم. اكتب المفتاح بدلاً منه.
import-wrong-ambiguous_place-detail = أكثر من مكان بهذا الاسم. اكتب مفتاح أحدها: { $detail }
import-wrong-unknown_organisation = لا منظمة بهذا الاسم أو المفتاح.
import-wrong-unknown_organisation-detail = لا منظمة بهذا الاسم أو المفتاح. الأقرب: { $detail }
import-wrong-ambiguous_organisation = أكثر من منظمة بهذا الاسم. اكتب المفتاح بدلاً منه.
import-wrong-ambiguous_organisation-detail = أكثر من منظمة بهذا الاسم. اكتب مفتاح إحداها: { $detail }
import-wrong-unknown_convoy = لا توجد قافلة كهذه بين القوافل التي يمكنك تسجيل أحداثها.
import-wrong-ambiguous_convoy = أكثر من قافلة بهذا الاسم. اكتب لمن هي.
import-wrong-ambiguous_convoy-detail = أكثر من قافلة بهذا الاسم. اكتب واحدة من: { $detail }
import-wrong-not_your_organisation = أنت لا تنسّق قوافل هذه المنظمة.
import-wrong-unknown_code = هذه الكلمة غير معروفة هنا.
import-wrong-differs = هذا يخالف صفاً آخر للقافلة نفسها.
import-wrong-differs-detail = هذا يخالف الصف { $detail } للقافلة نفسها.
import-wrong-quantity_without_item = توجد كمية بلا مادة.
import-wrong-registered_otherwise = هذه القافلة مسجلة لمنظمة أخرى أو بمنطقة زمنية أخرى.
import-wrong-not_permitted = دورك لا يسمح بهذا النوع من الأحداث هنا.
import-wrong-same_event_other_content = هذا المعرّف لحدث بمحتوى مختلف.
import-wrong-same_row = الشيء نفسه في صف آخر.
import-wrong-same_row-detail = الشيء نفسه في الصف { $detail }.
import-wrong-no_column = لا عمود يبيّن هذا. اربط به عموداً.
import-wrong-pcode_malformed = هذا ليس على شكل رمز مكاني مثل SY0203 أو C1234.
import-wrong-pcode_level = هذا الرمز من مستوى إداري آخر.
import-wrong-pcode_level-detail = هذا الرمز من مستوى إداري آخر. ربما: { $detail }
import-wrong-pcode_country = هذا الرمز لبلد آخر.
import-wrong-pcode_country-detail = هذا الرمز لبلد آخر. ربما: { $detail }
import-wrong-pcode_unknown = المعجم لا يحوي هذا الرمز. يؤخذ كما هو.
import-wrong-pcode_unknown-detail = المعجم لا يحوي هذا الرمز. يؤخذ كما هو. ربما: { $detail }
import-wrong-gazetteer_unknown = هذا الإصدار من المعجم غير محمّل، فلم يُفحص الرمز.
import-wrong-same_code_other_content = الرمز نفسه يتبع وحدة إدارية أخرى في صف آخر.
import-wrong-same_code_other_content-detail = الرمز نفسه يتبع وحدة إدارية أخرى في الصف { $detail }.
import-wrong-no_parent = لا يبيّن الملف الوحدة الإدارية لهذا الرمز.
import-wrong-no_parent-detail = لا يبيّن الملف الوحدة الإدارية للرمز { $detail }.
import-wrong-place_proposed = وصفت هذا المكان منظمة أخرى: ما يقوله الملف يُقترح عليها.
import-wrong-cancelled_before = هذه القافلة مسجلة وملغاة. سجّلها من جديد بمرجع آخر.
import-wrong-broken_cell = معادلة هذه الخلية تعطي خطأ.
import-wrong-more_mistakes = يوجد المزيد.
field-pcode_malformed = هذا ليس على شكل رمز مكاني مثل SY0203 أو C1234.
field-pcode_level = هذا الرمز لمحافظة أو منطقة، والمكان أدق من ذلك.
field-pcode_country = هذا الرمز لبلد آخر.

## Why a file cannot be read
problem-unreadable = تعذّرت قراءة الملف
import-file-too_large = الملف أكبر من 20 ميغابايت. قسّمه.
import-file-empty = الملف فارغ.
import-file-unknown_format = هذا ليس CSV ولا مصنف Excel ‏(.xlsx) ولا NDJSON.
import-file-old_workbook = هذا مصنف Excel قديم (.xls) أو محمي بكلمة مرور. احفظه بصيغة ‎.xlsx بلا كلمة مرور.
import-file-other_workbook = هذا مصنف من برنامج آخر. احفظه بصيغة ‎.xlsx أو CSV.
import-file-broken = المصنف تالف. افتحه واحفظه من جديد ثم أعد المحاولة.
import-file-unpacks_too_large = المصنف بعد فكّه أكبر من المسموح. أبقِ الورقة اللازمة فقط.
import-file-too_many_rows = في الملف أكثر من 50 ألف صف. قسّمه.
import-file-too_many_columns = في الملف أكثر من 300 عمود. احذف ما لا يلزم.
import-file-too_much = في الملف أكثر مما يؤخذ دفعة واحدة. قسّمه.
import-file-cell_too_long = في إحدى الخلايا أكثر من 32767 حرفاً.
import-file-wrong_encoding = الملف غير مكتوب بهذا الترميز. اختر ترميزاً آخر.
import-file-not_an_object = أحد الأسطر ليس كائن JSON.
import-file-too_deep = في الملف تداخل أعمق من المسموح.
import-file-no_rows = لا يوجد صف عناوين تحته صفوف.
import-file-no_sheet = لا ورقة بهذا الاسم في المصنف.
import-file-gone = الملف لم يعد هنا. اختره من جديد.
import-file-busy = يجري استيراد ملفات أخرى، أو تغيّرت السجلات في هذه الأثناء. أعد المحاولة بعد قليل.
import-file-version_taken = هذا الإصدار محمّل بمحتوى آخر. أعطِ القائمة الجديدة إصداراً آخر.
import-file-no_version = حدّد المعجم وإصداره، مثل COD-AB SY 2024.
import-file-failed = أخفق الاستيراد ولم يُحفظ شيء. أعد المحاولة، وإن تكرر فأخبر المسؤول.
refusal-import_done = هذا الاستيراد جارٍ أو تم من قبل.
refusal-import_not_done = لم يتم هذا الاستيراد، فلا شيء للتراجع عنه.
deed-file_imported = استورد ملفاً
deed-import_undone = تراجع عن استيراد

## What stays when an import is undone
import-stays-not_yours = لا يحق لك تصحيحه
import-stays-redacted = حُذف نصه
import-stays-cannot_be_voided = لا يمكن إبطاله
import-stays-has_left = لم تعد في مرحلة التخطيط
import-stays-changed_since = أُعيد وصفه منذ ذلك الحين
import-stays-new_place = لا يُحذف مكان بعد إضافته
import-stays-in_use = أماكن تشير إليه

## The page
import-title = استيراد ملف
import-about = استورد قوافل أو أحداثاً أو أماكن من جدول. يُفحص كل شيء قبل تسجيله: يؤخذ الملف كله أو لا شيء منه.
import-step-file = الملف
import-step-columns = الأعمدة
import-step-check = الفحص
import-step-done = تم
import-steps = الخطوات
import-file = الملف
import-file-hint = CSV أو Excel ‏(.xlsx) أو HXL أو NDJSON؛ حتى 20 ميغابايت و50 ألف صف.
import-table = ماذا يحتوي
import-version = المعجم وإصداره
import-version-hint = للرموز المكانية فقط، مثل COD-AB SY 2024
import-zone = المنطقة الزمنية للقوافل
import-zone-hint = حيث لا يبيّنها عمود، مثل Asia/Damascus
import-go-columns = المتابعة إلى الأعمدة
import-templates = نماذج
import-templates-about = ملفات بالعناوين المعروفة بلغتك.
import-before = عمليات استيراد سابقة
import-none = لم يُستورد شيء بعد.
import-who = من
import-at = متى
import-outcome = الحالة
import-rows = { $count ->
    [zero] لا صفوف
    [one] صف واحد
    [two] صفان
    [few] { $count } صفوف
    [many] { $count } صفاً
   *[other] { $count } صف
}
import-made = { $count ->
    [zero] لم يُنشأ شيء
    [one] أُنشئ واحد
    [two] أُنشئ اثنان
    [few] أُنشئ { $count }
    [many] أُنشئ { $count }
   *[other] أُنشئ { $count }
}
import-changed = { $count ->
    [zero] لم يتغير شيء
    [one] تغيّر واحد
    [two] تغيّر اثنان
    [few] تغيّر { $count }
    [many] تغيّر { $count }
   *[other] تغيّر { $count }
}
import-left = { $count ->
    [zero] لم يُترك شيء كما هو
    [one] تُرك واحد كما هو
    [two] تُرك اثنان كما هما
    [few] تُرك { $count } كما هي
    [many] تُرك { $count } كما هي
   *[other] تُرك { $count } كما هي
}
import-would-made = { $count ->
    [zero] لن يُنشأ شيء
    [one] سيُنشأ واحد
    [two] سيُنشأ اثنان
    [few] سيُنشأ { $count }
    [many] سيُنشأ { $count }
   *[other] سيُنشأ { $count }
}
import-would-changed = { $count ->
    [zero] لن يتغير شيء
    [one] سيتغيّر واحد
    [two] سيتغيّر اثنان
    [few] سيتغيّر { $count }
    [many] سيتغيّر { $count }
   *[other] سيتغيّر { $count }
}
import-would-left = { $count ->
    [zero] لن يُترك شيء كما هو
    [one] سيُترك واحد كما هو
    [two] سيُترك اثنان كما هما
    [few] سيُترك { $count } كما هي
    [many] سيُترك { $count } كما هي
   *[other] سيُترك { $count } كما هي
}
import-in-review = { $count ->
    [zero] لا شيء قيد المراجعة
    [one] واحد قيد المراجعة
    [two] اثنان قيد المراجعة
    [few] { $count } قيد المراجعة
    [many] { $count } قيد المراجعة
   *[other] { $count } قيد المراجعة
}
import-columns-title = ماذا يبيّن كل عمود
import-columns-about = يُحفظ هذا الربط للملفات ذات العناوين نفسها.
import-column = العمود
import-says = يبيّن
import-sample = أمثلة منه
import-nothing = لا شيء (يُترك)
import-reading = كيف يُقرأ الملف
import-encoding = الترميز
import-separator = ما يفصل الأعمدة
import-sheet = الورقة
import-mark = العلامة العشرية
import-dates = التواريخ
import-found-out = يُكتشف تلقائياً
import-found = المكتشف: { $what }
import-review = إرسال الأحداث غير المتوافقة إلى المراجعة بدل رفض الملف
import-go-check = فحص دون تسجيل أي شيء
import-go-import = استيراد الملف كله
import-go-columns-again = تعديل الأعمدة أو القراءة
import-another = استيراد ملف آخر
import-wait = تتجدد هذه الصفحة تلقائياً.
import-progress = { $done } من { $total }
import-errors = { $count ->
    [zero] لا أخطاء
    [one] خطأ واحد: لم يُسجَّل شيء
    [two] خطآن: لم يُسجَّل شيء
    [few] { $count } أخطاء: لم يُسجَّل شيء
    [many] { $count } خطأ: لم يُسجَّل شيء
   *[other] { $count } خطأ: لم يُسجَّل شيء
}
import-errors-listed = تظهر أول { $listed } منها.
import-warnings = { $count ->
    [zero] لا ملاحظات
    [one] ملاحظة واحدة
    [two] ملاحظتان
    [few] { $count } ملاحظات
    [many] { $count } ملاحظة
   *[other] { $count } ملاحظة
}
import-where = أين
import-what = ما يجب تصحيحه
import-address = الخلية
import-annotated = تنزيل الملف والأخطاء بجانب صفوفه
import-annotated-column = للتصحيح
import-unmatched = أعمدة تُركت
import-all-well = لا أخطاء. لم يُسجَّل شيء بعد.
import-gone = لم يعد الملف محفوظاً. للمتابعة اختره من جديد.
import-undo-title = التراجع عن هذا الاستيراد
import-undo-about = تُبطَل الأحداث، وتُلغى القوافل التي ما زالت مخططة، وتعود الأماكن إلى وصفها السابق. ويُذكر ما لا يمكن التراجع عنه.
import-undo = تراجع
import-undone-voided = { $count ->
    [zero] لم يُبطل حدث
    [one] أُبطل حدث واحد
    [two] أُبطل حدثان
    [few] أُبطلت { $count } أحداث
    [many] أُبطل { $count } حدثاً
   *[other] أُبطل { $count } حدث
}
import-undone-cancelled = { $count ->
    [zero] لم تُلغ قافلة
    [one] أُلغيت قافلة واحدة
    [two] أُلغيت قافلتان
    [few] أُلغيت { $count } قوافل
    [many] أُلغيت { $count } قافلة
   *[other] أُلغيت { $count } قافلة
}
import-undone-returned = { $count ->
    [zero] لم يعد مكان كما كان
    [one] عاد مكان واحد كما كان
    [two] عاد مكانان كما كانا
    [few] عادت { $count } أماكن كما كانت
    [many] عاد { $count } مكاناً كما كان
   *[other] عاد { $count } مكان كما كان
}
import-undone-removed = { $count ->
    [zero] لم يُحذف رمز
    [one] حُذف رمز واحد
    [two] حُذف رمزان
    [few] حُذفت { $count } رموز
    [many] حُذف { $count } رمزاً
   *[other] حُذف { $count } رمز
}
import-stays = يبقى
name-file = الملف
name-table = ماذا يحتوي
import-cli-would = سيستورد { $name }
import-cli-did = استُورد { $name }
import-cli-nothing = لم يُستورد شيء من { $name }
name-version = المعجم وإصداره
