# الخريطة وطرق عرض اللوحة والصفحة التي تبيّن عناصر الصفحات.

nav-map = الخريطة
view-list = قائمة
view-table = جدول
view-map = خريطة
view-wall = شاشة حائط
board-views = طرق عرض القوافل
board-filters = بحث
board-sector = القطاع
board-any = الكل
board-more = عرض الكل ({ $count })
board-changed = { $count ->
    [zero] لم تتغير أي قافلة.
    [one] تغيّرت قافلة واحدة.
    [two] تغيّرت قافلتان.
    [few] تغيّرت { $count } قوافل.
    [many] تغيّرت { $count } قافلة.
   *[other] تغيّرت { $count } قافلة.
}
board-changed-many = تغيّرت أكثر من { $count } قوافل.
col-convoy = القافلة
col-status = الحالة
col-way = من وإلى
col-now = الموقع الآن
wall-calm = لا قافلة تحتاج إلى متابعة.
wall-leave = الخروج من عرض الحائط

## الخريطة
map-drawing = خريطة القوافل
map-desc = رسم للأماكن والمسارات والقوافل. والجدول أدناه يذكر كل ذلك كتابةً.
map-sketch = خريطة تقريبية لا تصلح للملاحة.
map-disclaimer = لا تنطوي الحدود والأسماء المبيّنة والتسميات المستخدمة في هذه الخريطة على إقرار أو قبول رسمي. مصدر الحدود: Natural Earth.
map-reduced = تظهر القوافل التي في الطريق مربعات ضلعها نحو 10 كيلومترات كانت فيها قبل 24 ساعة أو أكثر، أو لا تظهر. ولا يُرسم باقي المسار.
map-empty = لا توجد قافلة معروفة المكان لعرضها.
map-legend = مفتاح الخريطة
map-moves = تحريك الخريطة
map-cells = في مكان ما داخل هذا المربع قبل 24 ساعة أو أكثر
map-table = المحتوى نفسه في جدول
map-late = قبل يوم أو أكثر
map-convoys = القوافل
map-kilometres = { $count } كم
map-one = { $reference }، { $status }، { $place }
map-several = { $group }: { $count }، { $place }
map-expected = { $count ->
    [zero] لا قوافل مقبلة
    [one] قافلة واحدة ستمر من هنا
    [two] قافلتان ستمران من هنا
    [few] { $count } قوافل ستمر من هنا
    [many] { $count } قافلة ستمر من هنا
   *[other] { $count } قافلة ستمر من هنا
}
map-elsewhere = { $count ->
    [zero] لا قوافل خارج الخريطة
    [one] خارج الخريطة: قافلة واحدة مكانها غير معروف أو لا يُعرض
    [two] خارج الخريطة: قافلتان مكانهما غير معروف أو لا يُعرض
    [few] خارج الخريطة: { $count } قوافل أماكنها غير معروفة أو لا تُعرض
    [many] خارج الخريطة: { $count } قافلة أماكنها غير معروفة أو لا تُعرض
   *[other] خارج الخريطة: { $count } قافلة أماكنها غير معروفة أو لا تُعرض
}
map-of-route = خريطة المسار
way-passed = ما قُطع
way-ahead = ما تبقى
way-diverted = طريق غير المخطط
way-dropped = ما أُلغي
map_move-nearer = تقريب
map_move-farther = إبعاد
map_move-all = عرض الكل
map_move-north = شمالًا
map_move-south = جنوبًا
map_move-west = غربًا
map_move-east = شرقًا

## العناصر
design-title = كيف تُبنى الصفحات
design-about = كل عنصر من عناصر الصفحات في كل حالاته. ما يظهر هنا للعرض فقط.
design-flags = الإشارات
design-buttons = الأزرار
design-main-button = زر الحفظ
design-button = زر آخر
design-strong-button = للمتابعة
design-plain-button = زر هادئ
design-notices = الرسائل
design-forms = النماذج
design-folded = محتوى مطوي
