//! The door of a route: who gets past it. What they then see is decided where it is read, by the policy.

use std::rc::Rc;

use actix_web::{
    Error, FromRequest, Handler, HttpMessage, HttpRequest, Responder, ResponseError,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::Method,
    middleware::{Next, from_fn},
    web,
};

use super::{
    contract::{
        self,
        limits::{self, Key, Left},
    },
    extract::{caller_of, caller_of_session, locale_of, signed_of_session, site, wants_json},
    outside::whence,
    pages::problem::PageProblem,
    problem::{BadRequest, Fault, Problem},
};
use crate::app::{Action, AppError, Caller};

/// Who gets past the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Whoever comes.
    Everybody,
    /// Whoever is signed in, or has a token.
    SignedIn,
    /// Whoever is signed in, even where a second factor has to be set up before anything else.
    SettingUp,
    /// Who may do this for any organisation at all.
    May(Action),
}

/// Whom a route serves: the one is told no by a page, the other by a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// Scripts, by token or session.
    Api,
    /// People, by session.
    Pages,
}

/// One method of one address.
pub struct Route {
    /// The method.
    pub method: Method,
    /// The address, as a pattern.
    pub path: &'static str,
    /// Who gets past its door.
    pub access: Access,
    handlers: Vec<actix_web::Route>,
}

impl std::fmt::Debug for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {:?}", self.method, self.path, self.access)
    }
}

impl Route {
    /// `GET`. There is no route without a word on who may take it.
    pub fn get<F, Args>(path: &'static str, access: Access, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        Self::new(Method::GET, path, access, handler)
    }

    /// `POST`. There is no route without a word on who may take it.
    pub fn post<F, Args>(path: &'static str, access: Access, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        Self::new(Method::POST, path, access, handler)
    }

    /// `PUT`. There is no route without a word on who may take it.
    pub fn put<F, Args>(path: &'static str, access: Access, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        Self::new(Method::PUT, path, access, handler)
    }

    /// `DELETE`. There is no route without a word on who may take it.
    pub fn delete<F, Args>(path: &'static str, access: Access, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        Self::new(Method::DELETE, path, access, handler)
    }

    fn new<F, Args>(method: Method, path: &'static str, access: Access, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let mut handlers = vec![web::method(method.clone()).to(handler.clone())];
        if method == Method::GET {
            // The same without the body, which is left out where the answer is sent.
            handlers.push(web::head().to(handler));
        }
        Self { method, path, access, handlers }
    }

    /// Puts the route into a resource, behind its door.
    pub fn into_resource(self, resource: actix_web::Resource, surface: Surface) -> actix_web::Resource {
        let access = self.access;
        self.handlers.into_iter().fold(resource, |resource, handler| match (surface, access) {
            (Surface::Pages, Access::Everybody) => resource.route(handler),
            (Surface::Pages, _) => {
                resource.route(handler.wrap(from_fn(move |request, next| enter(access, surface, request, next))))
            }
            (Surface::Api, _) => resource.route(
                handler
                    .wrap(from_fn(move |request, next| enter(access, surface, request, next)))
                    .wrap(from_fn(contract::keep)),
            ),
        })
    }
}

/// Who has come through the door, kept with the request: nobody is looked up twice.
struct Admitted(Rc<Caller>);

/// Who has come through the door.
pub fn admitted(request: &HttpRequest) -> Option<Caller> {
    request.extensions().get::<Admitted>().map(|admitted| (*admitted.0).clone())
}

async fn enter(
    access: Access,
    surface: Surface,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let caller = match access {
        Access::Everybody => Ok(None),
        access => known(request.request(), surface, access).map(Some),
    };
    let budget = match surface {
        Surface::Api => take(request.request(), caller.as_ref().ok().and_then(Option::as_ref)),
        Surface::Pages => Ok(None),
    };
    let left = budget.unwrap_or_else(Some);
    let admitted = match (budget, caller) {
        (Err(beyond), _) => Err(Fault::Request(BadRequest::RateLimited { seconds: beyond.seconds() })),
        (Ok(_), Ok(None)) => Ok(None),
        (Ok(_), Ok(Some(caller))) => permitted(access, caller).map(Some).map_err(Fault::App),
        (Ok(_), Err(error)) => Err(Fault::App(error)),
    };
    let mut response = match admitted {
        Ok(caller) => {
            if let Some(caller) = caller {
                request.extensions_mut().insert(Admitted(Rc::new(caller)));
            }
            next.call(request).await?.map_into_boxed_body()
        }
        // An answer and not an error: what surrounds every answer has to surround this one too.
        Err(fault) => {
            let locale = locale_of(request.request());
            let answer = match (surface, fault) {
                // A script of ours sends a form from a queue: a page to sign in on is no answer to it.
                (Surface::Pages, Fault::App(error)) if !wants_json(request.request()) => {
                    PageProblem::to_whoever_looks(request.request(), error).error_response()
                }
                (_, fault) => Problem { fault, locale }.error_response(),
            };
            request.into_response(answer)
        }
    };
    if let Some(left) = left {
        left.tell(response.headers_mut());
    }
    Ok(response)
}

/// Takes a request to the API out of the caller's budget. Probes have none: they are asked by machines that watch.
fn take(request: &HttpRequest, caller: Option<&Caller>) -> Result<Option<Left>, Left> {
    let pattern = request.match_pattern().unwrap_or_default();
    let (Ok(site), true) = (site(request), pattern.starts_with("/api/")) else { return Ok(None) };
    let key = match caller {
        Some(caller) => Key::Caller(caller.token.unwrap_or(caller.user.0)),
        None => Key::Stranger(whence(request, &site)),
    };
    site.limits.take(key, limits::is_heavy(&pattern)).map(Some)
}

fn known(request: &HttpRequest, surface: Surface, access: Access) -> Result<Caller, AppError> {
    let site = site(request).map_err(|_| AppError::Internal("a route outside the site".to_owned()))?;
    match surface {
        _ if access == Access::SettingUp => signed_of_session(request, &site).map(|signed| signed.caller),
        Surface::Api => caller_of(request, &site),
        Surface::Pages => caller_of_session(request, &site),
    }
}

fn permitted(access: Access, caller: Caller) -> Result<Caller, AppError> {
    match access {
        Access::Everybody | Access::SignedIn | Access::SettingUp => Ok(caller),
        Access::May(action) if caller.may_somewhere(action) => Ok(caller),
        Access::May(_) => Err(AppError::Forbidden),
    }
}
