//! TLS by the program itself, where no proxy ends it.

use std::{path::Path, sync::Arc};

use rustls::{
    ServerConfig,
    crypto::ring::default_provider,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};

/// Why there is no TLS.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file is not there, or not PEM.
    #[error("cannot read {what} in {path}: {why}")]
    Unreadable {
        /// `the certificate` or `the key`.
        what: &'static str,
        /// Which file.
        path: String,
        /// Why, without what is in it.
        why: String,
    },
    /// The two do not fit, or are not of a kind that is safe.
    #[error("the certificate and the key cannot be used together: {0}")]
    Unusable(#[from] rustls::Error),
}

/// Reads a chain of certificates (the server's own first) and its key, both PEM. TLS 1.2 and 1.3; HTTP/2 where the browser can.
pub fn read(certificate: &Path, key: &Path) -> Result<ServerConfig, TlsError> {
    let unreadable =
        |what, path: &Path, why: String| TlsError::Unreadable { what, path: path.display().to_string(), why };
    let chain: Result<Vec<_>, _> = CertificateDer::pem_file_iter(certificate).and_then(Iterator::collect);
    let chain = chain.map_err(|error| unreadable("the certificate", certificate, error.to_string()))?;
    if chain.is_empty() {
        return Err(unreadable("the certificate", certificate, "there is no certificate in it".to_owned()));
    }
    let key = PrivateKeyDer::from_pem_file(key).map_err(|error| unreadable("the key", key, error.to_string()))?;
    let versions =
        ServerConfig::builder_with_provider(Arc::new(default_provider())).with_safe_default_protocol_versions()?;
    Ok(versions.with_no_client_auth().with_single_cert(chain, key)?)
}
