# syntax=docker/dockerfile:1
# One image per process, all from the same build: docker build --target api|worker|agent|blob-gateway|tools .

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY packages/domain/package.json packages/domain/
COPY packages/matching/package.json packages/matching/
COPY packages/chain/package.json packages/chain/
COPY packages/storage/package.json packages/storage/
COPY packages/queue/package.json packages/queue/
COPY packages/service/package.json packages/service/
COPY packages/client/package.json packages/client/
COPY packages/sealing/package.json packages/sealing/
COPY packages/sdk/package.json packages/sdk/
COPY packages/terminal/package.json packages/terminal/
COPY packages/devstack/package.json packages/devstack/
COPY api/package.json api/
COPY worker/package.json worker/
COPY agent/package.json agent/
COPY cli/package.json cli/
COPY blob-gateway/package.json blob-gateway/
COPY portal/package.json portal/
COPY docs/package.json docs/
COPY contracts/package.json contracts/
COPY subgraph/package.json subgraph/
COPY examples/package.json examples/
COPY demo/package.json demo/
COPY operations/package.json operations/
COPY tests/package.json tests/
COPY bench/package.json bench/
COPY simulation/package.json simulation/
RUN --mount=type=cache,target=/root/.npm npm ci --no-audit --no-fund
COPY . .
RUN npx tsc -b && npm run build --workspace examples && npm run build --workspace portal && npm run build --workspace docs

# Contracts and subgraph are deployed from here; it needs the compilers, so it keeps every dependency.
FROM build AS tools
RUN npm run build --workspace contracts
USER node
ENTRYPOINT ["node"]

FROM build AS production
RUN npm prune --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim AS runtime
ENV NODE_ENV=production
WORKDIR /app
COPY --from=production --chown=node:node /app /app
USER node

FROM runtime AS api
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:4000/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "api/dist/main.js"]

FROM runtime AS worker
EXPOSE 4100
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:4100/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "worker/dist/main.js"]

FROM runtime AS blob-gateway
USER root
RUN mkdir -p /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4200
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ["node", "-e", "fetch('http://127.0.0.1:4200/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "blob-gateway/dist/main.js"]

FROM runtime AS agent
# bubblewrap adds namespaces to the executor's own limits where the host allows unprivileged ones.
USER root
RUN apt-get update && apt-get install -y --no-install-recommends bubblewrap && rm -rf /var/lib/apt/lists/* \
  && mkdir -p /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4300
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:4300/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "agent/dist/main.js"]
