//! What the columns of each kind of table may say: names, tags, and how a cell of it is read.

use super::columns::Kind;

/// How a cell is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// As text.
    Text,
    /// As a number.
    Number,
    /// As a code of this family, or one of its words.
    Code(&'static str),
    /// As the name of a place.
    Place,
    /// As the names of places, in order.
    Places,
    /// As the name of an organisation.
    Organisation,
    /// As the names of organisations.
    Organisations,
    /// As a date.
    When,
    /// As a time of day.
    Time,
    /// As a list of texts.
    List,
    /// As yes or no.
    Yes,
}

/// Something that a column may say.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name, in mappings and in the data.
    pub name: &'static str,
    /// How a cell of it is read.
    pub shape: Shape,
    /// HXL tags that say it.
    pub tags: &'static [&'static str],
    /// Other names: of our exports, and of lists that others publish.
    pub also: &'static [&'static str],
    /// Stands in the template.
    pub usual: bool,
}

const fn usual(
    name: &'static str,
    shape: Shape,
    tags: &'static [&'static str],
    also: &'static [&'static str],
) -> Field {
    Field { name, shape, tags, also, usual: true }
}

const fn other(
    name: &'static str,
    shape: Shape,
    tags: &'static [&'static str],
    also: &'static [&'static str],
) -> Field {
    Field { name, shape, tags, also, usual: false }
}

use Shape::{Code, List, Number, Organisation, Organisations, Place, Places, Text, Time, When, Yes};

const CONVOYS: &[Field] = &[
    usual("reference", Text, &["#activity+code"], &["convoy", "convoy_reference"]),
    usual("lead", Organisation, &["#org+impl", "#org+impl+code", "#org"], &["organisation", "lead_key"]),
    other("partners", Organisations, &["#org+partner+code+list", "#org+partner"], &[]),
    other("time_zone", Text, &["#meta+timezone"], &[]),
    usual("origin", Place, &["#loc+origin", "#loc+origin+code", "#loc+origin+name"], &["origin_key"]),
    usual("checkpoints", Places, &["#loc+checkpoint"], &[]),
    usual("destination", Place, &["#loc+dest", "#loc+dest+code", "#loc+dest+name"], &["destination_key"]),
    other("destinations", Places, &["#loc+dest+code+list", "#loc+dest+list"], &[]),
    other("stops", Places, &["#loc+list"], &["route"]),
    usual("departure", When, &["#date+start"], &["planned_departure"]),
    usual("trucks", Number, &["#item+trucks+num"], &["truck_count", "trucks_cargo"]),
    other("support", Number, &[], &["support_vehicles", "trucks_support"]),
    usual("item", Text, &["#item+name", "#item"], &["cargo"]),
    usual("sector", Code("sector"), &["#sector", "#sector+code"], &[]),
    usual("unit", Code("unit"), &["#item+unit"], &[]),
    usual("quantity", Number, &["#output+num", "#item+num", "#output+num+planned"], &["planned"]),
    other("truck", Text, &["#item+truck"], &["truck_label"]),
    other("serves_people", Number, &[], &[]),
    other("serves_days", Number, &[], &[]),
    usual("target_population", Number, &["#targeted+ind", "#targeted"], &["destination_target_population"]),
    other("convoy_target_population", Number, &["#targeted+ind+all"], &["people_targeted"]),
    other("check_in_hours", Number, &[], &[]),
    other("linked_release", Text, &[], &[]),
    usual("sensitivity", Code("sensitivity"), &["#meta+sensitivity"], &[]),
];

const EVENTS: &[Field] = &[
    other("id", Text, &["#event+id"], &["event_id"]),
    usual("convoy", Text, &["#activity+code"], &["reference", "convoy_reference"]),
    usual("kind", Code("kind"), &["#event+type"], &["event", "event_kind"]),
    usual("occurred_at", When, &["#date+occurred"], &["date"]),
    usual("time", Time, &["#time+occurred"], &[]),
    other("occurred_until", When, &["#date+occurred+until"], &[]),
    other("precision", Code("precision"), &["#meta+precision"], &[]),
    usual("place", Place, &["#loc+code", "#loc+name", "#loc"], &["place_key"]),
    usual("trucks", List, &["#item+trucks+list"], &["truck"]),
    usual("source_kind", Code("source"), &["#meta+source+type"], &["source.kind"]),
    usual("source_name", Text, &["#meta+source"], &["source", "source.name"]),
    usual("note", Text, &["#description"], &[]),
    other("captured_at", When, &["#date+captured"], &[]),
    usual("cause", Code("cause"), &["#cause+type"], &["details.cause"]),
    usual("held_by", Text, &["#group+name"], &["details.held_by"]),
    usual("reason", Text, &["#description+reason"], &["details.reason"]),
    other("decided_by", Text, &["#group+decided"], &["details.decided_by"]),
    other("ordered_by", Text, &[], &["details.ordered_by"]),
    usual("cargo", Text, &["#item+list"], &["details.cargo"]),
    other("by", Text, &["#group+by+name"], &["details.by"]),
    other("to", Text, &[], &["details.to"]),
    other("loss", Code("loss"), &["#impact+type"], &["details.loss"]),
    other("fate", Code("fate"), &["#status+trucks"], &["details.fate"]),
    other("vehicle", Code("fate"), &[], &["details.vehicle"]),
    usual("people", Number, &["#reached+ind", "#reached"], &["people_reached", "details.people"]),
    other("method", Text, &[], &["details.method"]),
    other("stops", Places, &[], &[]),
    other("incident", Text, &["#event+incident+code"], &["details.incident"]),
    other("act", Code("act"), &["#event+act+type", "#access+type"], &["details.act"]),
    other("claim", Text, &["#description+claim"], &["details.claim"]),
    other("alleged_actor", Text, &["#group+alleged+name"], &["details.alleged_actor"]),
    other("reliability", Text, &["#meta+reliability"], &["details.reliability"]),
    other("credibility", Number, &["#meta+credibility"], &["details.credibility"]),
    other("killed", Number, &["#affected+killed"], &["details.killed"]),
    other("killed_min", Number, &["#affected+killed+min"], &[]),
    other("killed_max", Number, &["#affected+killed+max"], &[]),
    other("injured", Number, &["#affected+injured"], &["details.injured"]),
    other("injured_min", Number, &["#affected+injured+min"], &[]),
    other("injured_max", Number, &["#affected+injured+max"], &[]),
    other("abducted_min", Number, &["#affected+abducted+min"], &[]),
    other("abducted_max", Number, &["#affected+abducted+max"], &[]),
    other("authority", Text, &["#access+authority+name"], &["details.authority"]),
    other("scope", Code("scope"), &["#access+scope+type"], &["clearance_scope", "details.scope"]),
    other("conditions", Text, &["#access+conditions"], &["details.conditions"]),
    other("text", Text, &[], &["details.text"]),
    other("attributed_to", Text, &[], &["details.attributed_to"]),
    other("about_event", Text, &["#event+about+id"], &["details.event"]),
];

const PLACES: &[Field] = &[
    usual("key", Text, &["#loc+code", "#loc+id"], &["place_key"]),
    usual("kind", Code("place_kind"), &["#loc+type"], &["place_kind"]),
    usual("name_en", Text, &["#loc+name+i_en", "#loc+name"], &["name", "name.en", "place_name_en"]),
    usual("name_ar", Text, &["#loc+name+i_ar"], &["name.ar", "place_name_ar"]),
    usual("name_fr", Text, &["#loc+name+i_fr"], &["name.fr", "place_name_fr"]),
    other("name_ku", Text, &["#loc+name+i_ku"], &["name.ku"]),
    other("name_tr", Text, &["#loc+name+i_tr"], &["name.tr"]),
    other("name_fa", Text, &["#loc+name+i_fa"], &["name.fa"]),
    usual("aliases", List, &["#loc+name+alt+list", "#loc+name+alt"], &["alias", "names.aliases"]),
    usual("latitude", Number, &["#geo+lat"], &["lat", "y"]),
    usual("longitude", Number, &["#geo+lon"], &["lon", "lng", "long", "x"]),
    other("coordinates_approximate", Yes, &["#geo+approximate"], &["approximate"]),
    usual("pcode", Text, &["#loc+code+v_pcode"], &["p_code", "p-code", "place_pcode"]),
    other("admin1_pcode", Text, &["#adm1+code"], &["adm1_pcode", "admin1Pcode"]),
    other("admin2_pcode", Text, &["#adm2+code"], &["adm2_pcode", "admin2Pcode"]),
    other("admin3_pcode", Text, &["#adm3+code"], &["adm3_pcode", "admin3Pcode"]),
    usual("gazetteer", Text, &["#meta+gazetteer"], &["gazetteer_version"]),
    usual("admin1", Text, &["#adm1+name", "#adm1"], &["place_admin1", "governorate"]),
    usual("country", Text, &["#country+code", "#country"], &[]),
    usual("population", Number, &["#population"], &[]),
    usual("access", Code("access"), &["#access+type", "#status+access"], &[]),
    other("last_reached", Number, &["#date+reached"], &["last_reached_year"]),
];

/// The names of a published list: `admin2Name_en`, `ADM2_EN`, `admin2Pcode`, `ADM2_PCODE`.
const GAZETTEER: &[Field] = &[
    usual("admin0_pcode", Text, &["#country+code"], &["admin0Pcode", "ADM0_PCODE", "adm0_pcode"]),
    other("admin0_name_en", Text, &["#country+name"], &["admin0Name_en", "admin0Name", "ADM0_EN", "adm0_name"]),
    other("admin0_name_ar", Text, &[], &["admin0Name_ar", "ADM0_AR", "adm0_name1"]),
    other("admin0_name_fr", Text, &[], &["admin0Name_fr", "ADM0_FR"]),
    usual("admin1_pcode", Text, &["#adm1+code"], &["admin1Pcode", "ADM1_PCODE", "adm1_pcode"]),
    usual(
        "admin1_name_en",
        Text,
        &["#adm1+name", "#adm1+name+i_en"],
        &["admin1Name_en", "admin1Name", "ADM1_EN", "adm1_name"],
    ),
    usual("admin1_name_ar", Text, &["#adm1+name+i_ar"], &["admin1Name_ar", "ADM1_AR", "adm1_name1"]),
    other("admin1_name_fr", Text, &["#adm1+name+i_fr"], &["admin1Name_fr", "ADM1_FR"]),
    usual("admin2_pcode", Text, &["#adm2+code"], &["admin2Pcode", "ADM2_PCODE", "adm2_pcode"]),
    usual(
        "admin2_name_en",
        Text,
        &["#adm2+name", "#adm2+name+i_en"],
        &["admin2Name_en", "admin2Name", "ADM2_EN", "adm2_name"],
    ),
    usual("admin2_name_ar", Text, &["#adm2+name+i_ar"], &["admin2Name_ar", "ADM2_AR", "adm2_name1"]),
    other("admin2_name_fr", Text, &["#adm2+name+i_fr"], &["admin2Name_fr", "ADM2_FR"]),
    usual("admin3_pcode", Text, &["#adm3+code"], &["admin3Pcode", "ADM3_PCODE", "adm3_pcode"]),
    usual(
        "admin3_name_en",
        Text,
        &["#adm3+name", "#adm3+name+i_en"],
        &["admin3Name_en", "admin3Name", "ADM3_EN", "adm3_name"],
    ),
    usual("admin3_name_ar", Text, &["#adm3+name+i_ar"], &["admin3Name_ar", "ADM3_AR", "adm3_name1"]),
    other("admin3_name_fr", Text, &["#adm3+name+i_fr"], &["admin3Name_fr", "ADM3_FR"]),
    usual(
        "admin4_pcode",
        Text,
        &["#adm4+code", "#loc+code+v_pcode", "#loc+code"],
        &["admin4Pcode", "ADM4_PCODE", "adm4_pcode", "pcode", "code", "community_pcode", "communityPcode", "PCODE"],
    ),
    usual(
        "admin4_name_en",
        Text,
        &["#adm4+name", "#loc+name", "#loc+name+i_en"],
        &[
            "admin4Name_en",
            "admin4Name",
            "ADM4_EN",
            "adm4_name",
            "name_en",
            "name",
            "community_name_en",
            "communityName_en",
        ],
    ),
    usual(
        "admin4_name_ar",
        Text,
        &["#adm4+name+i_ar", "#loc+name+i_ar"],
        &["admin4Name_ar", "ADM4_AR", "adm4_name1", "name_ar", "community_name_ar", "communityName_ar"],
    ),
    other("admin4_name_fr", Text, &["#loc+name+i_fr"], &["admin4Name_fr", "ADM4_FR", "name_fr"]),
    usual(
        "aliases",
        List,
        &["#loc+name+alt", "#adm+name+alt"],
        &["alternative_names", "alt_names", "admin1AltName1_en", "admin2AltName1_en", "admin3AltName1_en", "alt_name"],
    ),
    usual("latitude", Number, &["#geo+lat"], &["lat", "y", "center_lat", "latitude_y"]),
    usual("longitude", Number, &["#geo+lon"], &["lon", "lng", "long", "x", "center_lon", "longitude_x"]),
];

/// The fields of a kind of table.
pub fn fields(kind: Kind) -> impl Iterator<Item = &'static Field> {
    match kind {
        Kind::Convoys => CONVOYS,
        Kind::Events => EVENTS,
        Kind::Places => PLACES,
        Kind::Gazetteer => GAZETTEER,
    }
    .iter()
}

/// What a table must have a column for, else no row of it can be read.
pub fn required(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Convoys => &["reference", "lead", "origin"],
        Kind::Events => &["convoy", "kind", "occurred_at"],
        Kind::Places => &["key"],
        Kind::Gazetteer => &[],
    }
}
