//! Demonstration data: the real cases that come with the program, and one person per role. Never part of a database
//! that is used in earnest.

use super::{App, AppError, Role, error::Conflict, passwords::Hashed, people::NewUser, scenario::Scenario};

/// Files of `scenarios/`, in the program.
mod files {
    #[derive(rust_embed::RustEmbed)]
    #[folder = "scenarios/"]
    #[include = "*.json"]
    pub struct Scenarios;
}

/// The password of every demonstration user. It protects nothing: whoever sees the page is told it.
pub const PASSWORD: &str = "demonstration only";

/// A demonstration user.
#[derive(Clone, Copy, Debug)]
pub struct DemoUser {
    /// Address.
    pub email: &'static str,
    /// Name as shown.
    pub name: &'static str,
    /// Role, held for every organisation.
    pub role: Role,
}

/// Convoys that go with the demonstration's logger, who sees them exactly.
const ASSIGNED: [&str; 1] = ["SY-2016-SOUTH-HAMA"];

/// One per role.
pub const USERS: [DemoUser; 4] = [
    DemoUser { email: "coordinator@demo.example", name: "Demo coordinator", role: Role::Coordinator },
    DemoUser { email: "logger@demo.example", name: "Demo logger", role: Role::Logger },
    DemoUser { email: "viewer@demo.example", name: "Demo viewer", role: Role::Viewer },
    DemoUser { email: "admin@demo.example", name: "Demo admin", role: Role::Admin },
];

/// Names and texts of the scenarios that come with the program, by name.
pub fn scenarios() -> Vec<(String, String)> {
    let mut names: Vec<String> = files::Scenarios::iter().map(|name| name.to_string()).collect();
    names.sort();
    let text = |name: &String| {
        let file = <files::Scenarios as rust_embed::RustEmbed>::get(name)?;
        Some((name.clone(), String::from_utf8_lossy(&file.data).into_owned()))
    };
    names.iter().filter_map(text).collect()
}

impl App {
    /// Known passwords and old convoys have no place among real ones.
    fn refuse_earnest_use(&self) -> Result<(), AppError> {
        let stranger = self.list_users()?.into_iter().find(|user| USERS.iter().all(|demo| demo.email != user.email));
        stranger.map_or(Ok(()), |_| {
            let why = "this database has accounts of its own: demonstration data goes only into one without".to_owned();
            Err(AppError::Import { at: "--demo".to_owned(), why })
        })
    }

    /// Brings the real cases and the demonstration users into the database; what is there already stays.
    pub fn load_demo(&self) -> Result<(), AppError> {
        self.refuse_earnest_use()?;
        for (name, text) in scenarios() {
            let imported = self.import_scenario(&Scenario::parse(&text)?, false)?;
            tracing::debug!(scenario.name = %name, scenario.events = imported.events, "demo.loaded");
        }
        let password = Hashed::new(PASSWORD)?;
        for user in USERS {
            let new = NewUser {
                email: user.email.to_owned(),
                name: user.name.to_owned(),
                organisation: "*".to_owned(),
                role: user.role,
            };
            match self.add_user(&new, &password) {
                Ok(_) | Err(AppError::Conflict(Conflict::EmailTaken)) => {}
                Err(error) => return Err(error),
            }
        }
        for reference in ASSIGNED {
            self.assign_logger_now(reference, "logger@demo.example")?;
        }
        Ok(())
    }
}
