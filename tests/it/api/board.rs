//! The board for scripts.

use convoy::app::Role;
use serde_json::json;

use crate::harness::{
    databases::databases,
    server::Server,
    world::{deliver, event_at, log, plan, register, world},
};

#[test]
fn the_board_counts_and_says_what_needs_attention_now_and_then() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        let mut waiting = plan("HELD");
        waiting["target_population"] = json!(1_200);
        client.post("/api/v1/convoys", &waiting).expect(201);
        register(&client, "DONE");
        deliver(&client, "DONE");
        log(&client, "HELD", &event_at("dispatched", 360, "hub"));
        let then = crate::harness::now().to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
        let mut blocked = event_at("blocked", 400, "gate");
        blocked["details"] = json!({"cause": "hostilities"});
        log(&client, "HELD", &blocked);

        let answer = client.get("/api/v1/board");
        let board = answer.expect(200);
        let count = |board: &serde_json::Value, status: &str| {
            let counts = board["counts"].as_array().unwrap();
            let count = counts.iter().find(|count| count["status"] == status).unwrap();
            (count["convoys"].as_u64().unwrap(), count["waiting"].as_u64())
        };
        assert_eq!(count(&board, "blocked"), (1, Some(1_200)));
        assert_eq!(count(&board, "delivered"), (1, Some(0)));
        assert_eq!((count(&board, "planned"), count(&board, "dispatched")), ((0, None), (0, None)));
        let attention = &board["attention"];
        assert_eq!(attention.as_array().unwrap().len(), 1, "{attention}");
        assert_eq!((&attention[0]["reference"], &attention[0]["reasons"]), (&json!("HELD"), &json!(["blocked"])));
        assert_eq!((&attention[0]["cause"], &attention[0]["waiting"]), (&json!("hostilities"), &json!(1_200)));
        // Nothing happens, and the bytes stay.
        assert_eq!(client.get("/api/v1/board").text, answer.text);

        let earlier = client.get(&format!("/api/v1/board?as_of={then}")).expect(200);
        assert_eq!((count(&earlier, "dispatched"), count(&earlier, "blocked")), ((1, Some(1_200)), (0, None)));
        assert_eq!(earlier["attention"], json!([]));
        let viewer = server.somebody(Role::Viewer, "relief").get("/api/v1/board").expect(200);
        assert_eq!((count(&viewer, "blocked"), viewer["attention"].clone()), ((0, None), json!([])));
    });
}
