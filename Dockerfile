# Images of the three commands, from one build:
#   docker build --target ingest    -t facilities-ingest .
#   docker build --target dashboard -t facilities-dashboard .
#   docker build --target simulator -t facilities-simulator .
# Checked as text only: no container engine runs where this is built (docs/deployment.md).

FROM node:20.20.0-bookworm-slim AS node

FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
# The dashboard's build fetches its browser packages by npm ci, from the committed lock file.
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /source
COPY . .
RUN dotnet publish src/Ingest    -c Release -o /published/ingest    -p:RestoreLockedMode=true \
 && dotnet publish src/Dashboard -c Release -o /published/dashboard -p:RestoreLockedMode=true \
 && dotnet publish src/Simulator -c Release -o /published/simulator -p:RestoreLockedMode=true

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble AS base
# curl is the health checks'.
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/* \
 && mkdir /data && chown app:app /data
ENV FACILITIES_Data__Path=/data
VOLUME /data
WORKDIR /app
USER app

FROM base AS ingest
COPY --from=build /published/ingest .
EXPOSE 5081 1883
ENTRYPOINT ["dotnet", "Facilities.Ingest.dll", "serve"]

FROM base AS dashboard
COPY --from=build /published/dashboard .
EXPOSE 5080
ENTRYPOINT ["dotnet", "Facilities.Dashboard.dll"]

FROM base AS simulator
COPY --from=build /published/simulator .
ENTRYPOINT ["dotnet", "Facilities.Simulator.dll"]
