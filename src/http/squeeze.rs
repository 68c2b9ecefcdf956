//! Compressing once what many are given: a part of a page is compressed by itself, and set into each reader's own page as it
//! is. Deflate allows that: blocks that begin afresh refer to nothing before
//! them, and a flush ends them on a byte.

use std::io::Write as _;

use actix_web::{
    Error, HttpRequest,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{self, HeaderValue},
    middleware::Next,
    web,
};
use flate2::{Compression, Crc, write::DeflateEncoder};

/// Whether whoever asks takes what is compressed so.
pub fn takes_gzip(request: &HttpRequest) -> bool {
    let accepted = request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.split(',').any(|one| one.trim().eq_ignore_ascii_case("gzip")))
}

/// Compresses pages, a quarter better than what else is compressed on its way out: most readers wait for the network.
pub async fn pages(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let takes = takes_gzip(request.request());
    let response = next.call(request).await?.map_into_boxed_body();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !takes || !is_page || response.headers().contains_key(header::CONTENT_ENCODING) {
        return Ok(response);
    }
    let (request, response) = response.into_parts();
    let (mut response, body) = response.into_parts();
    let bytes = match body.try_into_bytes() {
        Ok(bytes) => bytes,
        // It comes bit by bit.
        Err(body) => return Ok(ServiceResponse::new(request, response.set_body(body))),
    };
    let plain = bytes.clone();
    let Ok(squeezed) = web::block(move || Squeezed::of(&bytes).between(b"", b"")).await else {
        return Ok(ServiceResponse::new(request, response.set_body(BoxBody::new(plain))));
    };
    // Said here, so that nothing compresses it once more.
    response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept-encoding"));
    Ok(ServiceResponse::new(request, response.set_body(BoxBody::new(squeezed))))
}

/// Bytes as blocks of deflate that stand by themselves.
#[derive(Debug)]
pub struct Squeezed {
    blocks: Vec<u8>,
    crc: Crc,
}

impl Squeezed {
    /// Compresses; more may follow.
    pub fn of(bytes: &[u8]) -> Self {
        Self::ended(bytes, false)
    }

    /// `last` where nothing follows.
    fn ended(bytes: &[u8], last: bool) -> Self {
        let mut crc = Crc::new();
        crc.update(bytes);
        let mut encoder = DeflateEncoder::new(Vec::with_capacity(bytes.len() / 4 + 128), Compression::new(6));
        // Writing into a Vec cannot fail.
        let _ = encoder.write_all(bytes);
        let blocks = if last {
            encoder.finish().unwrap_or_default()
        } else {
            let _ = encoder.flush();
            encoder.get_ref().clone()
        };
        Self { blocks, crc }
    }

    /// A gzip file of what stands before, this, and what stands after.
    pub fn between(&self, before: &[u8], after: &[u8]) -> Vec<u8> {
        let (first, last) = (Self::of(before), Self::ended(after, true));
        let mut crc = Crc::new();
        crc.combine(&first.crc);
        crc.combine(&self.crc);
        crc.combine(&last.crc);
        let mut file = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
        for part in [&first, self, &last] {
            file.extend_from_slice(&part.blocks);
        }
        file.extend_from_slice(&crc.sum().to_le_bytes());
        file.extend_from_slice(&crc.amount().to_le_bytes());
        file
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use proptest::prelude::*;

    use super::*;

    fn opened(file: &[u8]) -> Vec<u8> {
        let mut text = Vec::new();
        // It checks the sum and the length at the end.
        flate2::read::GzDecoder::new(file).read_to_end(&mut text).unwrap();
        text
    }

    proptest! {
        #[test]
        fn what_was_put_together_comes_out_as_one(
            before in proptest::collection::vec(any::<u8>(), 0..3_000),
            part in proptest::collection::vec(any::<u8>(), 0..70_000),
            after in proptest::collection::vec(any::<u8>(), 0..3_000),
        ) {
            let squeezed = Squeezed::of(&part);
            let whole = [before.clone(), part, after.clone()].concat();
            prop_assert_eq!(opened(&squeezed.between(&before, &after)), whole);
        }
    }

    #[test]
    fn a_part_is_set_into_several_pages_as_it_is_and_is_small() {
        let rows = "<li class=\"row\"><a href=\"/convoys/SD-1\">SD-1</a></li>".repeat(2_000);
        let squeezed = Squeezed::of(rows.as_bytes());
        for name in ["Amel", "Nour"] {
            let file = squeezed.between(name.as_bytes(), b"</main>");
            assert_eq!(opened(&file), format!("{name}{rows}</main>").into_bytes());
            assert!(file.len() < rows.len() / 20, "{} bytes", file.len());
        }
        assert_eq!(opened(&squeezed.between(b"", b"")), rows.into_bytes());
    }
}
