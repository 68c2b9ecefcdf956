//! The columns of each table. New ones come last.

use super::{
    Column, Table,
    Type::{Boolean, Code, Coordinate, Date, Decimal, Instant, Integer, Local, Text},
};

const CONVOY: Column = Column::new("convoy", Text, "#activity+code");
const CONVOY_ID: Column = Column::new("convoy_id", Text, "#activity+id");
const STATUS: Column = Column::new("status", Code, "#status");
const TIME_ZONE: Column = Column::new("time_zone", Text, "#meta+timezone");
const REDUCED: Column = Column::new("reduced", Boolean, "#meta+reduced");
const OCCURRED_AT: Column = Column::new("occurred_at", Instant, "#date+occurred");
const OCCURRED_UNTIL: Column = Column::new("occurred_until", Instant, "#date+occurred+until");
const PRECISION: Column = Column::new("precision", Code, "#meta+precision");
const OCCURRED_LOCAL: Column = Column::new("occurred_local", Local, "#date+occurred+local");
const OCCURRED_ON: Column = Column::new("occurred_on", Date, "#date+occurred+day");
const ACT: Column = Column::new("act", Code, "#event+act+type");
const EVENT_ID: Column = Column::new("event_id", Text, "#event+id");
const CAUSE: Column = Column::new("cause", Code, "#cause+type");
const HELD_BY: Column = Column::new("held_by", Text, "#group+name");
const KILLED_MIN: Column = Column::new("killed_min", Integer, "#affected+killed+min").in_unit("people");
const KILLED_MAX: Column = Column::new("killed_max", Integer, "#affected+killed+max").in_unit("people");
const INJURED_MIN: Column = Column::new("injured_min", Integer, "#affected+injured+min").in_unit("people");
const INJURED_MAX: Column = Column::new("injured_max", Integer, "#affected+injured+max").in_unit("people");
const ABDUCTED_MIN: Column = Column::new("abducted_min", Integer, "#affected+abducted+min").in_unit("people");
const ABDUCTED_MAX: Column = Column::new("abducted_max", Integer, "#affected+abducted+max").in_unit("people");

const PLACE_KEY: Column = Column::new("place_key", Text, "#loc+code").of("place", "key");
const PLACE_EN: Column = Column::new("place_name_en", Text, "#loc+name+i_en").of("place", "name_en");
const PLACE_FR: Column = Column::new("place_name_fr", Text, "#loc+name+i_fr").of("place", "name_fr");
const PLACE_AR: Column = Column::new("place_name_ar", Text, "#loc+name+i_ar").of("place", "name_ar");
const PLACE_ADM1: Column = Column::new("place_admin1", Text, "#adm1+name").of("place", "admin1");
const PLACE_PCODE: Column = Column::new("place_pcode", Text, "#loc+code+v_pcode").of("place", "pcode");
const LATITUDE: Column = Column::new("latitude", Coordinate, "#geo+lat").of("place", "latitude");
const LONGITUDE: Column = Column::new("longitude", Coordinate, "#geo+lon").of("place", "longitude");
const APPROXIMATE: Column = Column::new("approximate", Boolean, "#geo+approximate").of("place", "approximate");

const DEST_KEY: Column = Column::new("destination_key", Text, "#loc+dest+code").of("destination", "key");
const DEST_EN: Column = Column::new("destination_name_en", Text, "#loc+dest+name+i_en").of("destination", "name_en");
const DEST_FR: Column = Column::new("destination_name_fr", Text, "#loc+dest+name+i_fr").of("destination", "name_fr");
const DEST_AR: Column = Column::new("destination_name_ar", Text, "#loc+dest+name+i_ar").of("destination", "name_ar");
const DEST_PCODE: Column = Column::new("destination_pcode", Text, "#loc+dest+code+v_pcode").of("destination", "pcode");

const CONVOYS: &[Column] = &[
    CONVOY,
    CONVOY_ID,
    STATUS,
    Column::new("status_since", Instant, "#date+status"),
    Column::new("status_precision", Code, "#meta+status+precision"),
    Column::new("status_since_local", Local, "#date+status+local"),
    TIME_ZONE,
    Column::new("sensitivity", Code, "#meta+sensitivity"),
    Column::new("lead_key", Text, "#org+impl+code").of("lead", "key"),
    Column::new("lead_name_en", Text, "#org+impl+name+i_en").of("lead", "name_en"),
    Column::new("lead_name_fr", Text, "#org+impl+name+i_fr").of("lead", "name_fr"),
    Column::new("lead_name_ar", Text, "#org+impl+name+i_ar").of("lead", "name_ar"),
    Column::new("partners", Text, "#org+partner+code+list"),
    Column::new("departed_at", Instant, "#date+start"),
    Column::new("departed_local", Local, "#date+start+local"),
    Column::new("ended_at", Instant, "#date+end"),
    Column::new("ended_local", Local, "#date+end+local"),
    Column::new("origin_key", Text, "#loc+origin+code").of("origin", "key"),
    Column::new("origin_name_en", Text, "#loc+origin+name+i_en").of("origin", "name_en"),
    Column::new("origin_name_fr", Text, "#loc+origin+name+i_fr").of("origin", "name_fr"),
    Column::new("origin_name_ar", Text, "#loc+origin+name+i_ar").of("origin", "name_ar"),
    Column::new("origin_admin1", Text, "#adm1+origin+name").of("origin", "admin1"),
    Column::new("origin_pcode", Text, "#loc+origin+code+v_pcode").of("origin", "pcode"),
    Column::new("destinations", Text, "#loc+dest+code+list"),
    DEST_KEY,
    DEST_EN,
    DEST_FR,
    DEST_AR,
    Column::new("destination_admin1", Text, "#adm1+dest+name").of("destination", "admin1"),
    DEST_PCODE,
    PLACE_KEY,
    PLACE_EN,
    PLACE_FR,
    PLACE_AR,
    PLACE_ADM1,
    PLACE_PCODE,
    LATITUDE,
    LONGITUDE,
    APPROXIMATE,
    Column::new("next_place_key", Text, "#loc+next+code").of("next", "key"),
    Column::new("next_place_name_en", Text, "#loc+next+name+i_en").of("next", "name_en"),
    Column::new("next_place_name_fr", Text, "#loc+next+name+i_fr").of("next", "name_fr"),
    Column::new("next_place_name_ar", Text, "#loc+next+name+i_ar").of("next", "name_ar"),
    Column::new("sectors", Text, "#sector+code+list"),
    Column::new("trucks_cargo", Integer, "#output+num+trucks+cargo").in_unit("trucks"),
    Column::new("trucks_support", Integer, "#output+num+trucks+support").in_unit("trucks"),
    Column::new("trucks_with_convoy", Integer, "#output+num+trucks+with_convoy").in_unit("trucks"),
    Column::new("trucks_detached", Integer, "#output+num+trucks+detached").in_unit("trucks"),
    Column::new("trucks_offloaded", Integer, "#output+num+trucks+offloaded").in_unit("trucks"),
    Column::new("trucks_partly_offloaded", Integer, "#output+num+trucks+partly_offloaded").in_unit("trucks"),
    Column::new("trucks_not_offloaded", Integer, "#output+num+trucks+not_offloaded").in_unit("trucks"),
    Column::new("trucks_returned_loaded", Integer, "#output+num+trucks+returned_loaded").in_unit("trucks"),
    Column::new("trucks_looted", Integer, "#output+num+trucks+looted").in_unit("trucks"),
    Column::new("trucks_destroyed", Integer, "#output+num+trucks+destroyed").in_unit("trucks"),
    Column::new("trucks_detained", Integer, "#output+num+trucks+detained").in_unit("trucks"),
    Column::new("trucks_unknown", Integer, "#output+num+trucks+unknown").in_unit("trucks"),
    Column::new("people_targeted", Integer, "#targeted+ind").in_unit("people"),
    Column::new("people_reached", Integer, "#reached+ind").in_unit("people"),
    Column::new("people_waiting", Integer, "#inneed+ind+waiting").in_unit("people"),
    Column::new("clearance", Code, "#access+type"),
    Column::new("clearance_scope", Code, "#access+scope+type"),
    Column::new("block_cause", Code, "#cause+type"),
    Column::new("block_held_by", Text, "#group+name"),
    Column::new("block_since", Instant, "#date+block+start"),
    Column::new("blocks", Integer, "#meta+num+blocks"),
    Column::new("incidents", Integer, "#meta+num+incidents"),
    Column::new("accounts_differ", Boolean, "#meta+accounts+differ"),
    Column::new("outcome", Code, "#status+outcome"),
    Column::new("last_heard", Instant, "#date+heard"),
    Column::new("silent_after", Instant, "#date+silent"),
    Column::new("silent", Boolean, "#status+silent"),
    Column::new("open_reviews", Integer, "#meta+num+reviews"),
    Column::new("registered_at", Instant, "#date+registered"),
    Column::new("updated_at", Instant, "#date+updated"),
    Column::new("version", Integer, "#meta+version"),
    REDUCED,
    Column::new("grid_degrees", Decimal, "#meta+grid").in_unit("degrees"),
];

const EVENTS: &[Column] = &[
    CONVOY,
    CONVOY_ID,
    Column::new("position", Integer, "#meta+position"),
    EVENT_ID,
    Column::new("kind", Code, "#event+type"),
    Column::new("state", Code, "#status+event"),
    Column::new("decided_by", Text, "#event+decided_by+id"),
    Column::new("review_code", Code, "#status+review+code"),
    OCCURRED_AT,
    OCCURRED_UNTIL,
    PRECISION,
    OCCURRED_LOCAL,
    OCCURRED_ON,
    TIME_ZONE,
    Column::new("captured_at", Instant, "#date+captured"),
    Column::new("recorded_at", Instant, "#date+reported"),
    Column::new("recorded_by", Text, "#meta+reporter+id"),
    PLACE_KEY,
    PLACE_EN,
    PLACE_FR,
    PLACE_AR,
    PLACE_ADM1,
    PLACE_PCODE,
    LATITUDE,
    LONGITUDE,
    APPROXIMATE,
    Column::new("trucks", Text, "#item+trucks+list"),
    Column::new("source_kind", Code, "#meta+source+type"),
    Column::new("source_name", Text, "#meta+source"),
    CAUSE,
    HELD_BY,
    Column::new("incident", Text, "#event+incident+code"),
    ACT,
    Column::new("fate", Code, "#status+trucks"),
    Column::new("loss", Code, "#impact+type"),
    Column::new("cargo", Text, "#item+list"),
    Column::new("people_reached", Integer, "#reached+ind").in_unit("people"),
    Column::new("clearance_scope", Code, "#access+scope+type"),
    Column::new("authority", Text, "#access+authority+name"),
    Column::new("conditions", Text, "#access+conditions"),
    Column::new("reason", Text, "#description+reason"),
    Column::new("by", Text, "#group+by+name"),
    Column::new("to", Text, "#loc+to"),
    KILLED_MIN,
    KILLED_MAX,
    INJURED_MIN,
    INJURED_MAX,
    Column::new("alleged_actor", Text, "#group+alleged+name"),
    Column::new("claim", Text, "#description+claim"),
    Column::new("reliability", Code, "#meta+reliability"),
    Column::new("credibility", Code, "#meta+credibility"),
    Column::new("confidence", Code, "#meta+confidence"),
    Column::new("about_event", Text, "#event+about+id"),
    Column::new("note", Text, "#description"),
    REDUCED,
];

const CARGO: &[Column] = &[
    CONVOY,
    CONVOY_ID,
    STATUS,
    Column::new("line", Integer, "#meta+line"),
    Column::new("item", Text, "#item+name"),
    Column::new("sector", Code, "#sector"),
    Column::new("unit", Code, "#item+unit"),
    DEST_KEY,
    DEST_EN,
    DEST_FR,
    DEST_AR,
    DEST_PCODE,
    Column::new("truck", Text, "#item+truck"),
    Column::new("planned", Decimal, "#output+num+planned").in_unit("line"),
    Column::new("refused", Decimal, "#output+num+refused").in_unit("line"),
    Column::new("loaded", Decimal, "#output+num+loaded").in_unit("line"),
    Column::new("delivered", Decimal, "#output+num+delivered").in_unit("line"),
    Column::new("removed", Decimal, "#output+num+removed").in_unit("line"),
    Column::new("looted", Decimal, "#output+num+looted").in_unit("line"),
    Column::new("damaged", Decimal, "#output+num+damaged").in_unit("line"),
    Column::new("destroyed", Decimal, "#output+num+destroyed").in_unit("line"),
    Column::new("spoiled", Decimal, "#output+num+spoiled").in_unit("line"),
    Column::new("transferred", Decimal, "#output+num+transferred").in_unit("line"),
    Column::new("returned", Decimal, "#output+num+returned").in_unit("line"),
    Column::new("aboard", Decimal, "#output+num+aboard").in_unit("line"),
    Column::new("remaining", Decimal, "#output+num+remaining").in_unit("line"),
    Column::new("not_accounted_for", Decimal, "#output+num+unaccounted").in_unit("line"),
    REDUCED,
];

const TRUCKS: &[Column] = &[
    CONVOY,
    CONVOY_ID,
    STATUS,
    Column::new("truck", Text, "#item+truck"),
    Column::new("role", Code, "#item+type"),
    Column::new("fate", Code, "#status+truck"),
    Column::new("fate_since", Instant, "#date+fate"),
    Column::new("fate_since_local", Local, "#date+fate+local"),
    TIME_ZONE,
    Column::new("vehicle", Code, "#status+vehicle"),
    REDUCED,
];

const INCIDENTS: &[Column] = &[
    CONVOY,
    CONVOY_ID,
    Column::new("incident", Text, "#event+code"),
    EVENT_ID,
    Column::new("act", Code, "#event+type"),
    OCCURRED_AT,
    OCCURRED_UNTIL,
    PRECISION,
    OCCURRED_LOCAL,
    OCCURRED_ON,
    TIME_ZONE,
    PLACE_KEY,
    PLACE_EN,
    PLACE_FR,
    PLACE_AR,
    PLACE_ADM1,
    PLACE_PCODE,
    LATITUDE,
    LONGITUDE,
    APPROXIMATE,
    Column::new("accounts", Integer, "#meta+num+accounts"),
    Column::new("places_told", Integer, "#meta+num+places"),
    Column::new("actors_alleged", Integer, "#meta+num+actors"),
    Column::new("accounts_differ", Boolean, "#meta+accounts+differ"),
    KILLED_MIN,
    KILLED_MAX,
    INJURED_MIN,
    INJURED_MAX,
    ABDUCTED_MIN,
    ABDUCTED_MAX,
    Column::new("trucks_hit_min", Integer, "#impact+trucks+min").in_unit("trucks"),
    Column::new("trucks_hit_max", Integer, "#impact+trucks+max").in_unit("trucks"),
    Column::new("vehicles_hit_min", Integer, "#impact+vehicles+min").in_unit("vehicles"),
    Column::new("vehicles_hit_max", Integer, "#impact+vehicles+max").in_unit("vehicles"),
    REDUCED,
];

const CHECKPOINTS: &[Column] = &[
    CONVOY,
    CONVOY_ID,
    STATUS,
    Column::new("stop", Integer, "#meta+stop"),
    PLACE_KEY,
    PLACE_EN,
    PLACE_FR,
    PLACE_AR,
    PLACE_ADM1,
    PLACE_PCODE,
    LATITUDE,
    LONGITUDE,
    APPROXIMATE,
    Column::new("stop_state", Code, "#status+stop"),
    Column::new("added", Boolean, "#meta+added"),
    Column::new("reached_at", Instant, "#date+reached"),
    Column::new("reached_local", Local, "#date+reached+local"),
    Column::new("left_at", Instant, "#date+left"),
    Column::new("left_local", Local, "#date+left+local"),
    TIME_ZONE,
    Column::new("minutes_held", Integer, "#indicator+minutes+held").in_unit("minutes"),
    Column::new("blocks_here", Integer, "#meta+num+blocks"),
    Column::new("minutes_blocked", Integer, "#indicator+minutes+blocked").in_unit("minutes"),
    CAUSE,
    HELD_BY,
    REDUCED,
];

/// Every table.
pub static TABLES: &[Table] = &[
    Table { name: "convoys", columns: CONVOYS },
    Table { name: "events", columns: EVENTS },
    Table { name: "cargo", columns: CARGO },
    Table { name: "trucks", columns: TRUCKS },
    Table { name: "incidents", columns: INCIDENTS },
    Table { name: "checkpoints", columns: CHECKPOINTS },
];
