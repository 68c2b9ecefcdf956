//! The columns of the tables of access reports. New ones come last.

use super::{
    Column, Table,
    Type::{Code, Decimal, Integer, Text},
};

const CONVOYS: Column = Column::new("convoys", Integer, "#meta+num+convoys");
const OF: Column = Column::new("of", Integer, "#meta+num+denominator");
const PERCENT: Column = Column::new("percent", Decimal, "#indicator+percent");
const TRUCKS: Column = Column::new("trucks", Integer, "#meta+num+trucks");
const OFFLOADED: Column = Column::new("trucks_offloaded", Integer, "#meta+num+trucks+offloaded");
const TARGETED: Column = Column::new("people_targeted", Integer, "#targeted+ind").in_unit("people");
const TARGETED_UNKNOWN: Column = Column::new("targeted_unknown_of", Integer, "#meta+num+targeted+unknown");
const REACHED: Column = Column::new("people_reached", Integer, "#reached+ind").in_unit("people");
const REACHED_UNKNOWN: Column = Column::new("reached_unknown_of", Integer, "#meta+num+reached+unknown");
const WAITING: Column = Column::new("people_waiting", Integer, "#inneed+ind").in_unit("people");
const WAITING_UNKNOWN: Column = Column::new("waiting_unknown_of", Integer, "#meta+num+waiting+unknown");
const OPEN: Column = Column::new("open", Integer, "#meta+num+open");
const PLACE_KEY: Column = Column::new("place_key", Text, "#loc+code");
const PLACE_EN: Column = Column::new("place_name_en", Text, "#loc+name+i_en");
const PLACE_FR: Column = Column::new("place_name_fr", Text, "#loc+name+i_fr");
const PLACE_AR: Column = Column::new("place_name_ar", Text, "#loc+name+i_ar");
const TOTAL_LEAST: Column = Column::new("hours_total_least", Decimal, "#indicator+hours+total+min").in_unit("hours");
const TOTAL_MOST: Column = Column::new("hours_total_most", Decimal, "#indicator+hours+total+max").in_unit("hours");
const MEDIAN_LEAST: Column = Column::new("hours_median_least", Decimal, "#indicator+hours+median+min").in_unit("hours");
const MEDIAN_MOST: Column = Column::new("hours_median_most", Decimal, "#indicator+hours+median+max").in_unit("hours");
const LONGEST_LEAST: Column =
    Column::new("hours_longest_least", Decimal, "#indicator+hours+longest+min").in_unit("hours");
const LONGEST_MOST: Column =
    Column::new("hours_longest_most", Decimal, "#indicator+hours+longest+max").in_unit("hours");
const HOLDS: Column = Column::new("holds", Integer, "#meta+num+holds");
const BY_THE_CLOCK: Column = Column::new("by_the_clock", Integer, "#meta+num+holds+exact");
const BETWEEN: Column = Column::new("between_bounds", Integer, "#meta+num+holds+bounds");
const UNKNOWN_LENGTH: Column = Column::new("unknown_length", Integer, "#meta+num+holds+unknown");
const STILL: Column = Column::new("still_held", Integer, "#meta+num+holds+open");
const FACILITATED: Column = Column::new("facilitated", Integer, "#meta+num+facilitated");
const PARTIALLY: Column = Column::new("partially_facilitated", Integer, "#meta+num+partially");
const IMPEDED: Column = Column::new("impeded", Integer, "#meta+num+impeded");
const DENIED: Column = Column::new("denied", Integer, "#meta+num+denied");
const POSTPONED: Column = Column::new("postponed", Integer, "#meta+num+postponed");
const CANCELLED: Column = Column::new("cancelled", Integer, "#meta+num+cancelled");
const UNANSWERED: Column = Column::new("unanswered", Integer, "#meta+num+unanswered");

const OUTCOMES: &[Column] = &[
    Column::new("outcome", Code, "#access+type"),
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
    Column::new("month", Text, "#date+month"),
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
    Column::new("lead_key", Text, "#org+impl+code"),
    Column::new("lead_name_en", Text, "#org+impl+name+i_en"),
    Column::new("lead_name_fr", Text, "#org+impl+name+i_fr"),
    Column::new("lead_name_ar", Text, "#org+impl+name+i_ar"),
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
    Column::new("as_partner", Integer, "#meta+num+partner"),
];

const CAUSES: &[Column] = &[
    Column::new("cause", Code, "#cause+type"),
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
    Column::new("served", Integer, "#meta+num+served"),
    Column::new("unserved", Integer, "#meta+num+unserved"),
    OPEN,
    TARGETED,
    TARGETED_UNKNOWN,
    WAITING,
    WAITING_UNKNOWN,
];

const CLEARANCE: &[Column] = &[Column::new("step", Code, "#access+step"), CONVOYS, OF, PERCENT];

const INCIDENTS: &[Column] = &[
    Column::new("act", Code, "#event+type"),
    Column::new("incidents", Integer, "#meta+num+incidents"),
    CONVOYS,
    OF,
    PERCENT,
    Column::new("accounts_differ", Integer, "#meta+num+differ"),
    Column::new("killed_min", Integer, "#affected+killed+min").in_unit("people"),
    Column::new("killed_max", Integer, "#affected+killed+max").in_unit("people"),
    Column::new("killed_unknown_of", Integer, "#meta+num+killed+unknown"),
    Column::new("injured_min", Integer, "#affected+injured+min").in_unit("people"),
    Column::new("injured_max", Integer, "#affected+injured+max").in_unit("people"),
    Column::new("injured_unknown_of", Integer, "#meta+num+injured+unknown"),
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
