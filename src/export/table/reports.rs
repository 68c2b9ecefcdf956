//! The columns of the tables of access reports. New ones come last.

use super::{
    Column, Table,
    Type::{Code, Decimal, Integer, Text},
};

const CONVOYS: Column = Column::counted("convoys", Integer, "#meta+num+convoys");
const OF: Column = Column::counted("of", Integer, "#meta+num+denominator");
const PERCENT: Column = Column::counted("percent", Decimal, "#indicator+percent");
const TRUCKS: Column = Column::counted("trucks", Integer, "#meta+num+trucks");
const OFFLOADED: Column = Column::counted("trucks_offloaded", Integer, "#meta+num+trucks+offloaded");
const TARGETED: Column = Column::counted("people_targeted", Integer, "#targeted+ind").in_unit("people");
const TARGETED_UNKNOWN: Column = Column::counted("targeted_unknown_of", Integer, "#meta+num+targeted+unknown");
const REACHED: Column = Column::counted("people_reached", Integer, "#reached+ind").in_unit("people");
const REACHED_UNKNOWN: Column = Column::counted("reached_unknown_of", Integer, "#meta+num+reached+unknown");
const WAITING: Column = Column::counted("people_waiting", Integer, "#inneed+ind").in_unit("people");
const WAITING_UNKNOWN: Column = Column::counted("waiting_unknown_of", Integer, "#meta+num+waiting+unknown");
const OPEN: Column = Column::counted("open", Integer, "#meta+num+open");
const PLACE_KEY: Column = Column::new("place_key", Text, "#loc+code").of("place_reported", "key");
const PLACE_EN: Column = Column::new("place_name_en", Text, "#loc+name+i_en").of("place_reported", "name_en");
const PLACE_FR: Column = Column::new("place_name_fr", Text, "#loc+name+i_fr").of("place_reported", "name_fr");
const PLACE_AR: Column = Column::new("place_name_ar", Text, "#loc+name+i_ar").of("place_reported", "name_ar");
const TOTAL_LEAST: Column =
    Column::counted("hours_total_least", Decimal, "#indicator+hours+total+min").in_unit("hours");
const TOTAL_MOST: Column = Column::counted("hours_total_most", Decimal, "#indicator+hours+total+max").in_unit("hours");
const MEDIAN_LEAST: Column =
    Column::counted("hours_median_least", Decimal, "#indicator+hours+median+min").in_unit("hours");
const MEDIAN_MOST: Column =
    Column::counted("hours_median_most", Decimal, "#indicator+hours+median+max").in_unit("hours");
const LONGEST_LEAST: Column =
    Column::counted("hours_longest_least", Decimal, "#indicator+hours+longest+min").in_unit("hours");
const LONGEST_MOST: Column =
    Column::counted("hours_longest_most", Decimal, "#indicator+hours+longest+max").in_unit("hours");
const HOLDS: Column = Column::counted("holds", Integer, "#meta+num+holds");
const BY_THE_CLOCK: Column = Column::counted("by_the_clock", Integer, "#meta+num+holds+exact");
const BETWEEN: Column = Column::counted("between_bounds", Integer, "#meta+num+holds+bounds");
const UNKNOWN_LENGTH: Column = Column::counted("unknown_length", Integer, "#meta+num+holds+unknown");
const STILL: Column = Column::counted("still_held", Integer, "#meta+num+holds+open");
const FACILITATED: Column = Column::counted("facilitated", Integer, "#meta+num+facilitated");
const PARTIALLY: Column = Column::counted("partially_facilitated", Integer, "#meta+num+partially");
const IMPEDED: Column = Column::counted("impeded", Integer, "#meta+num+impeded");
const DENIED: Column = Column::counted("denied", Integer, "#meta+num+denied");
const POSTPONED: Column = Column::counted("postponed", Integer, "#meta+num+postponed");
const CANCELLED: Column = Column::counted("cancelled", Integer, "#meta+num+cancelled");
const UNANSWERED: Column = Column::counted("unanswered", Integer, "#meta+num+unanswered");

const OUTCOMES: &[Column] = &[
    Column::counted("outcome", Code, "#access+type"),
    CONVOYS,
    OF,
    PERCENT,
    TRUCKS,
    OFFLOADED,
    TARGETED,
    TARGETED_UNKNOWN,
    REACHED,
    REACHED_UNKNOWN,
    WAITING,
    WAITING_UNKNOWN,
];

const MONTHS: &[Column] = &[
    Column::counted("month", Text, "#date+month"),
    CONVOYS,
    FACILITATED,
    PARTIALLY,
    IMPEDED,
    DENIED,
    POSTPONED,
    CANCELLED,
    UNANSWERED,
    OPEN,
    TRUCKS,
    OFFLOADED,
    TARGETED,
    TARGETED_UNKNOWN,
    REACHED,
    REACHED_UNKNOWN,
    WAITING,
    WAITING_UNKNOWN,
];

const ORGANISATIONS: &[Column] = &[
    Column::new("lead_key", Text, "#org+impl+code").of("lead", "key"),
    Column::new("lead_name_en", Text, "#org+impl+name+i_en").of("lead", "name_en"),
    Column::new("lead_name_fr", Text, "#org+impl+name+i_fr").of("lead", "name_fr"),
    Column::new("lead_name_ar", Text, "#org+impl+name+i_ar").of("lead", "name_ar"),
    CONVOYS,
    FACILITATED,
    PARTIALLY,
    IMPEDED,
    DENIED,
    POSTPONED,
    CANCELLED,
    UNANSWERED,
    OPEN,
    TRUCKS,
    OFFLOADED,
    TARGETED,
    TARGETED_UNKNOWN,
    REACHED,
    REACHED_UNKNOWN,
    WAITING,
    WAITING_UNKNOWN,
    Column::counted("as_partner", Integer, "#meta+num+partner"),
];

const CAUSES: &[Column] = &[
    Column::counted("cause", Code, "#cause+type"),
    HOLDS,
    CONVOYS,
    OF,
    PERCENT,
    TRUCKS,
    TARGETED,
    TARGETED_UNKNOWN,
    BY_THE_CLOCK,
    BETWEEN,
    UNKNOWN_LENGTH,
    STILL,
    TOTAL_LEAST,
    TOTAL_MOST,
    MEDIAN_LEAST,
    MEDIAN_MOST,
    LONGEST_LEAST,
    LONGEST_MOST,
];

const CHECKPOINTS: &[Column] = &[
    PLACE_KEY,
    PLACE_EN,
    PLACE_FR,
    PLACE_AR,
    HOLDS,
    CONVOYS,
    OF,
    PERCENT,
    TRUCKS,
    TARGETED,
    TARGETED_UNKNOWN,
    BY_THE_CLOCK,
    BETWEEN,
    UNKNOWN_LENGTH,
    STILL,
    TOTAL_LEAST,
    TOTAL_MOST,
    MEDIAN_LEAST,
    MEDIAN_MOST,
    LONGEST_LEAST,
    LONGEST_MOST,
];

const PLACES: &[Column] = &[
    PLACE_KEY,
    PLACE_EN,
    PLACE_FR,
    PLACE_AR,
    CONVOYS,
    Column::counted("served", Integer, "#meta+num+served"),
    Column::counted("unserved", Integer, "#meta+num+unserved"),
    OPEN,
    TARGETED,
    TARGETED_UNKNOWN,
    WAITING,
    WAITING_UNKNOWN,
];

const CLEARANCE: &[Column] = &[Column::counted("step", Code, "#access+step"), CONVOYS, OF, PERCENT];

const INCIDENTS: &[Column] = &[
    Column::counted("act", Code, "#event+type"),
    Column::counted("incidents", Integer, "#meta+num+incidents"),
    CONVOYS,
    OF,
    PERCENT,
    Column::counted("accounts_differ", Integer, "#meta+num+differ"),
    Column::counted("killed_min", Integer, "#affected+killed+min").in_unit("people"),
    Column::counted("killed_max", Integer, "#affected+killed+max").in_unit("people"),
    Column::counted("killed_unknown_of", Integer, "#meta+num+killed+unknown"),
    Column::counted("injured_min", Integer, "#affected+injured+min").in_unit("people"),
    Column::counted("injured_max", Integer, "#affected+injured+max").in_unit("people"),
    Column::counted("injured_unknown_of", Integer, "#meta+num+injured+unknown"),
];

/// Every table of an access report.
pub static REPORT_TABLES: &[Table] = &[
    Table { name: "outcomes", columns: OUTCOMES },
    Table { name: "months", columns: MONTHS },
    Table { name: "organisations", columns: ORGANISATIONS },
    Table { name: "causes", columns: CAUSES },
    Table { name: "checkpoints", columns: CHECKPOINTS },
    Table { name: "places", columns: PLACES },
    Table { name: "clearance", columns: CLEARANCE },
    Table { name: "incidents", columns: INCIDENTS },
];
