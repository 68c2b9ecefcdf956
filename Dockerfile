# The build needs what the Rust image has: Rust and a C compiler. SQLite and the PostgreSQL client are compiled in.
FROM rust:1.95-bookworm AS build
WORKDIR /src
COPY . .
RUN cargo build --release --locked

FROM debian:bookworm-slim
RUN useradd --system --uid 10001 --no-create-home convoy \
    && install --directory --owner=convoy --mode=0700 /var/lib/convoy
COPY --from=build /src/target/release/convoy /usr/local/bin/convoy
USER convoy
WORKDIR /var/lib/convoy
VOLUME /var/lib/convoy
# Other machines reach a container's port: a proxy in front has to end TLS.
ENV CONVOY_BIND=0.0.0.0:8080 CONVOY_BEHIND_PROXY=true
EXPOSE 8080
ENTRYPOINT ["convoy"]
CMD ["serve"]
