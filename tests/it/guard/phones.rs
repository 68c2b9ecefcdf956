//! A number is a credential: asked for by whoever runs the account, confirmed by its owner.
