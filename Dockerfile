# syntax=docker/dockerfile:1
FROM rust:1.95-alpine AS build
# The C library's headers follow the image; its tag is the pin.
# hadolint ignore=DL3018
RUN apk add --no-cache musl-dev
WORKDIR /src
COPY . .
RUN cargo build --release --locked

# A shell stays in the image: CI systems run their scripts in it.
FROM alpine:3.22
COPY --from=build /src/target/release/qingdan /usr/local/bin/qingdan
WORKDIR /project
ENTRYPOINT ["qingdan"]
CMD ["check", "."]
