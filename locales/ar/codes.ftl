# كلمات الرموز الثابتة في البيانات: `family-code`. التسميات قصيرة، و`-hint` هي الصياغة الرسمية الأطول.

## حالة القافلة
status-planned = مخطط لها
status-dispatched = انطلقت
status-in_transit = في الطريق
status-at_checkpoint = عند نقطة تفتيش
status-blocked = موقوفة
status-at_destination = في الوجهة
status-delivered = تم التسليم
status-partially_delivered = سُلّمت جزئيًا
status-turned_back = عادت أدراجها
status-lost = فُقدت
status-cancelled = أُلغيت

## مجموعات اللوحة
group-blocked = موقوفة
group-silent = انقطعت أخبارها
group-held = عند نقطة تفتيش
group-moving = في الطريق
group-arrived = في الوجهة
group-turned_back = عادت أدراجها
group-planned = مخطط لها
group-finished = منتهية

## أسباب التوقيف: قيود الوصول التسعة لدى أوتشا
cause-denial_of_needs = إنكار الاحتياجات أو الحق في المساعدة
cause-denial_of_needs-hint = إنكار وجود احتياجات إنسانية أو الحق في الحصول على المساعدة الإنسانية
cause-restriction_on_peoples_access = منع السكان من الوصول إلى المساعدة
cause-restriction_on_peoples_access-hint = تقييد وعرقلة وصول السكان المتضررين من النزاع إلى الخدمات والمساعدة
cause-entry_into_country = الدخول إلى البلد
cause-entry_into_country-hint = معوّقات الدخول إلى البلد (البيروقراطية والإدارية)
cause-movement_within_country = التنقل داخل البلد
cause-movement_within_country-hint = تقييد حركة المنظمات أو الموظفين أو المواد داخل البلد
cause-interference = التدخل في العمل الإنساني
cause-interference-hint = التدخل في تنفيذ الأنشطة الإنسانية
cause-violence_against_aid = العنف ضد العمل الإنساني
cause-violence_against_aid-hint = العنف ضد العاملين في المجال الإنساني وممتلكاتهم ومرافقهم
cause-hostilities = أعمال قتالية
cause-hostilities-hint = الأعمال العدائية أو العمليات العسكرية الجارية
cause-mines_and_ordnance = ألغام أو ذخائر غير منفجرة
cause-mines_and_ordnance-hint = وجود ألغام وذخائر غير منفجرة
cause-physical_environment = الطريق أو الطقس أو التضاريس
cause-physical_environment-hint = البيئة المادية: التضاريس والمناخ وحالة الطرق والجسور

## أفعال الحوادث
act-shooting = إطلاق نار
act-shelling = قصف مدفعي
act-air_strike = غارة جوية
act-explosive_device = عبوة ناسفة
act-mine = لغم
act-looting = نهب
act-confiscation = مصادرة
act-detention = احتجاز
act-abduction = خطف
act-assault = اعتداء
act-threat = تهديد
act-obstruction = عرقلة
act-protest = احتجاج
act-accident = حادث سير
act-other = فعل آخر
act-unknown = غير معروف

## مصير الشاحنة
fate-with_convoy = مع القافلة
fate-detached = انفصلت عن القافلة
fate-offloaded = أُفرغت حمولتها
fate-partly_offloaded = أُفرغت جزئيًا
fate-not_offloaded = لم تُفرَغ
fate-returned_loaded = عادت محمّلة
fate-returned_empty = عادت فارغة
fate-not_returned = لم تعد
fate-looted = نُهبت
fate-damaged = تضررت
fate-destroyed = دُمّرت
fate-detained = محتجزة
fate-unknown = غير معروف

## أدوار الشاحنات
truck_role-cargo = شاحنة حمولة
truck_role-support = مركبة دعم

## القطاعات: المجموعات القطاعية الإحدى عشرة
sector-camp_coordination = تنسيق وإدارة المخيمات
sector-early_recovery = التعافي المبكر
sector-education = التعليم
sector-emergency_telecoms = الاتصالات في حالات الطوارئ
sector-food_security = الأمن الغذائي
sector-health = الصحة
sector-logistics = الخدمات اللوجستية
sector-nutrition = التغذية
sector-protection = الحماية
sector-shelter_nfi = المأوى والمواد غير الغذائية
sector-wash = المياه والإصحاح والنظافة

## الوحدات
unit-kit = حقيبة لوازم
unit-parcel = طرد
unit-basket = سلة
unit-bag = كيس
unit-box = صندوق
unit-carton = كرتونة
unit-piece = قطعة
unit-pallet = منصة نقالة
unit-KGM = كيلوغرام
unit-TNE = طن
unit-LTR = لتر
unit-MTQ = متر مكعب
quantity-kit = { $count ->
    [zero] { $amount } حقيبة
    [one] حقيبة واحدة
    [two] حقيبتان
    [few] { $amount } حقائب
    [many] { $amount } حقيبة
   *[other] { $amount } حقيبة
}
quantity-parcel = { $count ->
    [zero] { $amount } طرد
    [one] طرد واحد
    [two] طردان
    [few] { $amount } طرود
    [many] { $amount } طردًا
   *[other] { $amount } طرد
}
quantity-basket = { $count ->
    [zero] { $amount } سلة
    [one] سلة واحدة
    [two] سلتان
    [few] { $amount } سلال
    [many] { $amount } سلة
   *[other] { $amount } سلة
}
quantity-bag = { $count ->
    [zero] { $amount } كيس
    [one] كيس واحد
    [two] كيسان
    [few] { $amount } أكياس
    [many] { $amount } كيسًا
   *[other] { $amount } كيس
}
quantity-box = { $count ->
    [zero] { $amount } صندوق
    [one] صندوق واحد
    [two] صندوقان
    [few] { $amount } صناديق
    [many] { $amount } صندوقًا
   *[other] { $amount } صندوق
}
quantity-carton = { $count ->
    [zero] { $amount } كرتونة
    [one] كرتونة واحدة
    [two] كرتونتان
    [few] { $amount } كراتين
    [many] { $amount } كرتونة
   *[other] { $amount } كرتونة
}
quantity-piece = { $count ->
    [zero] { $amount } قطعة
    [one] قطعة واحدة
    [two] قطعتان
    [few] { $amount } قطع
    [many] { $amount } قطعة
   *[other] { $amount } قطعة
}
quantity-pallet = { $count ->
    [zero] { $amount } منصة
    [one] منصة واحدة
    [two] منصتان
    [few] { $amount } منصات
    [many] { $amount } منصة
   *[other] { $amount } منصة
}
quantity-KGM = { $count ->
    [zero] { $amount } كغ
    [one] { $amount } كغ
    [two] { $amount } كغ
    [few] { $amount } كغ
    [many] { $amount } كغ
   *[other] { $amount } كغ
}
quantity-TNE = { $count ->
    [zero] { $amount } طن
    [one] طن واحد
    [two] طنّان
    [few] { $amount } أطنان
    [many] { $amount } طنًا
   *[other] { $amount } طن
}
quantity-LTR = { $count ->
    [zero] { $amount } لتر
    [one] لتر واحد
    [two] لتران
    [few] { $amount } لترات
    [many] { $amount } لترًا
   *[other] { $amount } لتر
}
quantity-MTQ = { $count ->
    [zero] { $amount } م³
    [one] { $amount } م³
    [two] { $amount } م³
    [few] { $amount } م³
    [many] { $amount } م³
   *[other] { $amount } م³
}

## المصادر
source-own_staff = موظفونا
source-partner_staff = موظفو جهة شريكة
source-local_authority = سلطة محلية
source-party_to_conflict = طرف في النزاع
source-community = المجتمع المحلي
source-media = وسائل الإعلام
source-united_nations = الأمم المتحدة
source-red_cross_red_crescent = الصليب الأحمر والهلال الأحمر
source-social_media = وسائل التواصل الاجتماعي
source-other = مصدر آخر

## التقييم: نظام الأدميرالية. تعني F و6 «يتعذر الحكم» لا «الأسوأ»
reliability-A = A – موثوق تمامًا
reliability-B = B – موثوق عادةً
reliability-C = C – موثوق إلى حد ما
reliability-D = D – غير موثوق عادةً
reliability-E = E – غير موثوق
reliability-F = F – يتعذر الحكم على موثوقيته
credibility-1 = 1 – أكدتها مصادر أخرى
credibility-2 = 2 – صحيحة على الأرجح
credibility-3 = 3 – قد تكون صحيحة
credibility-4 = 4 – مشكوك فيها
credibility-5 = 5 – مستبعدة
credibility-6 = 6 – يتعذر الحكم على صحتها

## درجة الثقة في التقدير
confidence-low = ثقة منخفضة
confidence-moderate = ثقة متوسطة
confidence-high = ثقة عالية

## دقة الوقت
precision-minute = بالدقيقة
precision-hour = في حدود هذه الساعة
precision-day = اليوم فقط
precision-unknown = الوقت غير معروف

## الأماكن
place_kind-hub = مركز لوجستي
place_kind-town = بلدة
place_kind-checkpoint = نقطة تفتيش
place_kind-crossing = معبر
place_kind-camp = مخيم
place_kind-other = مكان آخر
access-accessible = يمكن الوصول إليه
access-hard_to_reach = يصعب الوصول إليه
access-besieged = محاصر

## المحطات
stop_role-origin = نقطة الانطلاق
stop_role-checkpoint = نقطة تفتيش
stop_role-destination = وجهة
stop-planned = مخطط لها
stop-reached = القافلة هنا
stop-passed = تم عبورها
stop-served = تم التسليم هنا
stop-unreached = لم تصل إليها القافلة
stop-dropped = لم تعد على المسار

## مستخدمو النظام
role-viewer = اطّلاع
role-logger = تسجيل
role-coordinator = تنسيق
role-admin = إدارة
sensitivity-low = منخفضة
sensitivity-moderate = متوسطة
sensitivity-high = عالية
sensitivity-severe = شديدة

## إذن المرور
clearance-none = لم يُطلب
clearance-requested = قيد الطلب
clearance-granted = مُنح
clearance-denied = رُفض
clearance-withdrawn = سُحب
scope-whole = للقافلة كلها
scope-part = لجزء منها فقط

## نتائج تقارير أوتشا
outcome-facilitated = تم تيسيرها
outcome-partially_facilitated = تم تيسيرها جزئيًا
outcome-impeded = أُعيقت
outcome-denied = رُفضت
outcome-postponed = أُجّلت
outcome-cancelled = أُلغيت
outcome-unanswered = دون رد

## حالة البلاغ في السجل
event_state-applied = مسجّل
event_state-in_review = قيد المراجعة
event_state-accepted = قُبل بعد المراجعة
event_state-dismissed = استُبعد بعد المراجعة
event_state-voided = أُعلن أنه لم يحدث
event_state-replaced = صُحّح
event_state-redacted = حُذف نصه

unknown = غير معروف
