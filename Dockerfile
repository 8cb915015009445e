# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/SmmKpiBot.Bot -c Release -o /app --use-current-runtime --no-self-contained -p:PublishReadyToRun=true

# The Debian/Ubuntu based image has ICU and the time zones, which Ukrainian texts and client zones need.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /app /app
RUN mkdir /data && chown "$APP_UID" /data

# Everything the bot writes is under /data, so the rest can be read-only (docker run --read-only). New objects get 16 MiB before they are collected; by itself
# .NET takes as much as the processor has cache. The code is compiled before (ReadyToRun): to compile it again while it runs costs most when there is most to do.
ENV Database__ConnectionString="Data Source=/data/smmkpibot.db" \
    Security__KeyFile=/data/keys/smmkpibot.key \
    Web__Listen=http://0.0.0.0:8080 \
    TMPDIR=/data \
    DOTNET_EnableDiagnostics=0 \
    DOTNET_GCgen0size=0x1000000 \
    DOTNET_TieredCompilation=0
USER $APP_UID
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["dotnet", "/app/SmmKpiBot.Bot.dll", "health"]
ENTRYPOINT ["dotnet", "/app/SmmKpiBot.Bot.dll"]
CMD ["run"]
