# The API's own words: problems and documents.

problem-rate_limited = طلبات كثيرة جدًا
problem-rate_limited-detail = تجاوز هذا الحساب ما يُسمح له بطلبه في الدقيقة. انتظر المدة المذكورة في Retry-After ثم تابع.
problem-precondition_failed = تغيّر في هذه الأثناء
problem-precondition_failed-detail = لم يعد كما رأيته. اقرأه من جديد، ثم أعد ما لا يزال لازمًا.

api-not_an_instant = لم نتمكن من قراءة هذه اللحظة. اكتب اليوم والساعة وفارق التوقيت هكذا: 2016-11-07T10:30:00+02:00.
