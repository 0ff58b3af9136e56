# One image for all roles (ROLES says which). Not built yet where it was written: there was no Docker engine there.
# The commands of both stages were run by hand on Debian 12 instead.

FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build
# What runs: no compilers, no test tools, and no PostgreSQL or Node from npm, for the image has the one and DATABASE_URL names the other.
RUN npm ci --omit=dev --omit=optional

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 DATA_DIR=/data
WORKDIR /app
COPY --from=build /build/package.json ./
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/dist dist
# Pages' assets, operations and the demo's data are read from where the source has them.
COPY --from=build /build/src src
COPY --from=build /build/schema schema
COPY --from=build /build/bots bots
COPY --from=build /build/seed seed
RUN mkdir /data && chown node:node /data
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=120s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health', { signal: AbortSignal.timeout(2000) }).then((reply) => process.exit(reply.ok ? 0 : 1), () => process.exit(1))"]
# Node itself receives SIGTERM and ends in order; npm would stand in between.
CMD ["node", "dist/src/main.js"]
