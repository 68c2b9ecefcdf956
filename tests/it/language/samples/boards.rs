//! Boards.

use super::*;

impl Maker {
    pub(super) fn row(&self, status: &str, reference: &str, hours: i64, waiting: Option<u64>) -> Row {
        let stop = |name: Name, state: &str| StripStop { name, state: state.into() };
        Row {
            mark: "5f3759df".into(),
            status: status.into(),
            lasting: self.t.lasting(Duration::hours(hours)),
            since: self.exact("2016-11-02T06:00:00Z"),
            reference: reference.into(),
            href: format!("/convoys/{reference}"),
            origin: Some(self.hama()),
            destinations: vec![self.name("Aqrab", "عقرب"), self.name("Tallaf", "طلف")],
            place: Some(self.checkpoint()),
            late: false,
            waiting,
            trucks: 17,
            sectors: vec!["food_security".into(), "health".into()],
            heard: Some(self.exact("2016-11-04T09:00:00Z").ago),
            silent: false,
            accounts_differ: false,
            reviews: 0,
            strip: vec![
                stop(self.hama(), "passed"),
                stop(self.checkpoint(), "reached"),
                stop(self.name("Aqrab", "عقرب"), "planned"),
                stop(self.name("Tallaf", "طلف"), "planned"),
            ],
        }
    }

    pub(super) fn board_top() -> BoardTop {
        let tile = |group: &str, status: &str, count, waiting| Tile {
            group: group.into(),
            status: status.into(),
            count,
            waiting,
            href: format!("/?status={group}"),
            current: false,
        };
        let view = |code: &str| ViewLink { code: code.into(), href: format!("/?view={code}"), current: code == "list" };
        let choice = |key: &str| Choice { value: key.into(), name: Name::typed(key), hint: None };
        BoardTop {
            views: ["list", "table", "map", "wall"].map(view).into(),
            action: "/",
            kept: vec![("view", "table".into())],
            search: String::new(),
            sector: Some("health".into()),
            sectors: ["food_security", "health", "wash"].map(Into::into).into(),
            organisation: Some("un".into()),
            organisations: ["sarc", "un"].map(choice).into(),
            place: None,
            places: ["hama", "aqrab"].map(choice).into(),
            tiles: vec![
                tile("blocked", "blocked", 1, Some(25000)),
                tile("held", "at_checkpoint", 2, Some(4011)),
                tile("turned_back", "turned_back", 1, Some(2)),
                tile("moving", "in_transit", 12, Some(103)),
                tile("planned", "planned", 0, None),
                tile("finished", "delivered", 3, None),
            ],
            filter: None,
            narrowed: false,
            all: "/".into(),
        }
    }

    pub(super) fn board(&self) -> Board {
        let mut differing = self.row("blocked", "SY-2016-SOUTH-HAMA", 52, Some(25000));
        differing.accounts_differ = true;
        differing.reviews = 3;
        let mut silent = self.row("at_checkpoint", "SY-2016-DARAYA", 9, Some(11));
        silent.silent = true;
        let part = |code, in_all, rows: Vec<Row>| Part {
            code,
            in_all,
            more: (rows.len() < in_all).then(|| "/?show=all".to_owned()),
            folded: code == "finished",
            rows,
        };
        Board {
            page: self.page("/"),
            top: Self::board_top(),
            as_table: false,
            made: self.exact("2016-11-04T10:00:00Z"),
            attention: part(
                "attention",
                61,
                vec![differing, silent, self.row("turned_back", "SY-2016-URUM", 20, None)],
            ),
            on_the_road: part(
                "road",
                3,
                vec![
                    self.row("in_transit", "SY-2016-MADAYA", 2, Some(40000)),
                    self.row("dispatched", "PS-2024-KEREM-SHALOM", 1, Some(1)),
                    self.row("at_destination", "SY-2016-FOAH", 3, Some(20000)),
                ],
            ),
            planned: part("planned", 1, vec![self.row("planned", "SY-2016-ZABADANI", 90, Some(1000))]),
            finished: part(
                "finished",
                400,
                ["delivered", "partially_delivered", "lost", "cancelled"]
                    .map(|status| self.row(status, "SY-2016-KEFRAYA", 200, Some(0)))
                    .into(),
            ),
        }
    }

    pub(super) fn board_table(&self) -> Board {
        Board { as_table: true, ..self.board() }
    }

    pub(super) fn wall(&self, calm: bool) -> Wall {
        let Board { page, top, made, mut attention, .. } = self.board();
        if calm {
            attention.rows.clear();
        }
        Wall { page, top, made, attention, leave: "/".into() }
    }

    pub(super) fn shell(&self, is_wall: bool) -> Shell {
        Shell { page: self.page("/"), title: self.t.text("nav-board"), is_wall }
    }

    pub(super) fn board_filtered(&self) -> Board {
        let mut board = self.board();
        board.top.filter = Some("blocked".into());
        board.top.narrowed = true;
        board.attention.rows.truncate(1);
        board.top.tiles[0].current = true;
        for part in [&mut board.on_the_road, &mut board.planned, &mut board.finished] {
            part.rows.clear();
        }
        board
    }

    pub(super) fn map(&self) -> MapPage {
        let convoy = |reference: &str, status: &str, late| MapConvoy {
            reference: reference.into(),
            href: format!("/convoys/{reference}"),
            status: status.into(),
            lasting: self.t.lasting(Duration::hours(9)),
            late,
        };
        let chip = |shape: &str, text: String, x: i64| MapChip {
            href: "#at-0".into(),
            title: self.t.label("status", shape),
            shape: shape.into(),
            transform: format!("translate({x} 103)"),
            at: Square { x: x - 5, y: 97, w: 60, h: 26 },
            text_at: (x + 17, 114),
            text,
        };
        let drawing = |paper, width| Drawing {
            paper,
            width,
            height: 300,
            land: "M0 0l90 0 0 90z".into(),
            coasts: "M0 0l90 0".into(),
            borders: "M0 0l90 90".into(),
            legs: ["dropped", "ahead", "diverted", "passed"].map(|way| (way, "M20 20l200 9".into())).into(),
            cells: vec![Square { x: 9, y: 9, w: 30, h: 40 }],
            dots: ["hub", "town", "checkpoint"].map(|kind| (50, 60, kind.into())).into(),
            names: vec![MapName {
                x: 60,
                y: 64,
                anchor: "start",
                name: self.hama(),
                leader: Some("M50 60L60 64".into()),
            }],
            pins: vec![MapPin {
                leader: Some("M50 60L70 90".into()),
                chips: vec![chip("blocked", self.t.number(3), 70), chip("in_transit", "SY-2016-MADAYA".into(), 140)],
            }],
            scale: Scale {
                x: 12,
                y: 288,
                length: 80,
                text: self.t.text1("map-kilometres", "count", 20_i64),
                text_x: 12,
            },
        };
        MapPage {
            page: self.page("/map"),
            top: Self::board_top(),
            drawings: vec![drawing("wide", 1120), drawing("narrow", 344)],
            moves: ["nearer", "farther", "all", "north", "south", "west", "east"]
                .map(|code| (code, "/map?area=1.00,2.00,3.00,4.00".to_owned()))
                .into(),
            legend: Legend {
                groups: vec![("blocked".into(), "blocked".into()), ("moving".into(), "in_transit".into())],
                ways: vec!["passed", "ahead", "diverted", "dropped"],
                cells: true,
            },
            places: vec![
                PlaceRow {
                    anchor: "at-0".into(),
                    name: self.hama(),
                    kind: Some("hub".into()),
                    convoys: vec![
                        convoy("SY-2016-DARAYA", "blocked", false),
                        convoy("SY-2016-FOAH", "in_transit", true),
                    ],
                    expected: 3,
                    waiting: Some(25_000),
                },
                PlaceRow {
                    anchor: "at-1".into(),
                    name: self.checkpoint(),
                    kind: None,
                    convoys: vec![],
                    expected: 1,
                    waiting: None,
                },
            ],
            elsewhere: vec![convoy("SY-2016-URUM", "at_destination", false)],
            reduced: true,
        }
    }

    pub(super) fn map_empty(&self) -> MapPage {
        MapPage { drawings: vec![], places: vec![], elsewhere: vec![], ..self.map() }
    }
}
