//! Boards.

use super::*;

impl Maker {
    pub(super) fn row(&self, status: &str, reference: &str, hours: i64, waiting: Option<u64>) -> Row {
        let stop = |name: Name, state: &str| StripStop { name, state: state.into() };
        Row {
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

    pub(super) fn board(&self) -> Board {
        let tile = |group: &str, status: &str, count, waiting| Tile {
            group: group.into(),
            status: status.into(),
            count,
            waiting,
            href: format!("/?status={group}"),
            current: false,
        };
        let mut differing = self.row("blocked", "SY-2016-SOUTH-HAMA", 52, Some(25000));
        differing.accounts_differ = true;
        differing.reviews = 3;
        let mut silent = self.row("at_checkpoint", "SY-2016-DARAYA", 9, Some(11));
        silent.silent = true;
        Board {
            page: self.page("/"),
            tiles: vec![
                tile("blocked", "blocked", 1, Some(25000)),
                tile("held", "at_checkpoint", 2, Some(4011)),
                tile("turned_back", "turned_back", 1, Some(2)),
                tile("moving", "in_transit", 12, Some(103)),
                tile("planned", "planned", 0, None),
                tile("finished", "delivered", 3, None),
            ],
            filter: None,
            search: String::new(),
            made: self.exact("2016-11-04T10:00:00Z"),
            attention: vec![differing, silent, self.row("turned_back", "SY-2016-URUM", 20, None)],
            on_the_road: vec![
                self.row("in_transit", "SY-2016-MADAYA", 2, Some(40000)),
                self.row("dispatched", "PS-2024-KEREM-SHALOM", 1, Some(1)),
                self.row("at_destination", "SY-2016-FOAH", 3, Some(20000)),
            ],
            planned: vec![self.row("planned", "SY-2016-ZABADANI", 90, Some(1000))],
            finished: ["delivered", "partially_delivered", "lost", "cancelled"]
                .map(|status| self.row(status, "SY-2016-KEFRAYA", 200, Some(0)))
                .into(),
            finished_in_all: 400,
        }
    }

    pub(super) fn board_filtered(&self) -> Board {
        let mut board = self.board();
        board.filter = Some("blocked".into());
        board.attention.truncate(1);
        board.tiles[0].current = true;
        (board.on_the_road, board.planned, board.finished) = (vec![], vec![], vec![]);
        board
    }
}
