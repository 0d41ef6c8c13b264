using Facilities.Detection;
using Facilities.Domain;
using Facilities.Ingest.Consumers;
using Facilities.Ingest.Dialects;
using Facilities.Ingest.Jobs;
using Facilities.Ingest.Notifications;
using Facilities.Ingest.Observability;
using Facilities.Ingest.Outbox;
using Facilities.Ingest.Pipeline;
using Facilities.Mqtt;
using Facilities.Operations;
using Facilities.Operations.Intake;
using Facilities.Operations.Live;
using Facilities.Operations.Retention;
using Facilities.Operations.Templates;
using Facilities.Storage.Files;
using Facilities.Storage.Relational;
using Facilities.Storage.TimeSeries;
using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Facilities.Ingest.Hosting;

/// <summary>Registers everything between a device and a finding. Both executables call it; the dashboard adds pages to the same process.</summary>
public static class FacilitiesIngest
{
    /// <summary>
    /// Reads and checks the settings (all mistakes at once), and adds the database, the journal, the store, the detectors, the use cases, the MQTT
    /// listener, the jobs and the dispatcher. The data folder is locked when the host starts.
    /// </summary>
    /// <returns>The settings in force.</returns>
    /// <exception cref="OptionsValidationException">One line per wrong key.</exception>
    public static FacilitiesSettings AddFacilitiesIngest(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var settings = FacilitiesSettingsReader.Read(builder.Configuration);
        if (!settings.Ingest.Hosted)
            throw new OptionsValidationException("Facilities", typeof(FacilitiesSettings), ["Ingest:Hosted = 'false': allowed is true here; the option is for a dashboard beside this process."]);
        builder.AddIngest(settings);
        return settings;
    }

    /// <summary>For a dashboard: ingest in this process, or, with <c>Ingest:Hosted</c> false, only what pages need beside ingest processes elsewhere.</summary>
    /// <returns>The settings in force.</returns>
    /// <exception cref="OptionsValidationException">One line per wrong key.</exception>
    public static FacilitiesSettings AddFacilities(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var settings = FacilitiesSettingsReader.Read(builder.Configuration);
        if (settings.Ingest.Hosted) builder.AddIngest(settings);
        else builder.AddFront(settings);
        return settings;
    }

    /// <summary><c>/health/live</c>, <c>/health/ready</c>, <c>/api/clock</c>, and MQTT over WebSocket at <c>/mqtt</c>.</summary>
    public static void MapFacilitiesIngest(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        // Alive is whoever answers; ready is whoever takes in telemetry and keeps up with storing it.
        endpoints.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        endpoints.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready"), ResponseWriter = HealthAnswer.WriteAsync }).AllowAnonymous();
        endpoints.MapGet("/api/clock", (SiteClock clock) => new ClockAnswer(clock.NowUnixMs, clock.Speed))
            .AllowAnonymous().AddEndpointFilter<LoopbackOrSignedIn>().WithName("GetClock").WithSummary("The site clock's now, and how fast it runs. Open to this machine's programs.").WithTags("Service");
        // Its own sign-in is in CONNECT.
        if (endpoints.ServiceProvider.GetRequiredService<FacilitiesSettings>().Ingest.Hosted) endpoints.MapMqttWebSocket().AllowAnonymous().ExcludeFromDescription();
    }

    private static void AddIngest(this IHostApplicationBuilder builder, FacilitiesSettings settings)
    {
        builder.AddShared(settings);
        var services = builder.Services;
        // Before the listener: it makes the tables that retained messages are read from, and goes last, when nothing comes in any more.
        services.AddHostedService<IngestService>(provider => provider.GetRequiredService<IngestService>());
        // What the processes tell each other makes them read tables, which are there from here on.
        if (settings.ConnectionString is not null) services.AddHostedService<SharedDatabase>();
        services.AddFacilitiesPipeline();
        services.AddFacilitiesConsumers(settings);
        services.AddHostedService<OutboxDispatcher>();
        services.AddHostedService<NotificationSender>();
        services.AddHostedService<RevokedDevices>();
        services.AddFacilitiesJobs(settings);
        services.AddHealthChecks().AddCheck<IngestHealth>("ingest", tags: ["ready"]);
        if (settings.ConnectionString is not null) services.AddHostedService<IngestReports>();
    }

    /// <summary>No listener, no journal, no detectors and no jobs: pages and REST on the databases that ingest processes fill.</summary>
    private static void AddFront(this IHostApplicationBuilder builder, FacilitiesSettings settings)
    {
        builder.AddShared(settings);
        var services = builder.Services;
        services.AddHostedService<FrontService>();
        services.AddHostedService<SharedDatabase>();
        services.AddSingleton<RemoteIngest>();
        services.AddSingleton<IIngestView>(provider => provider.GetRequiredService<RemoteIngest>());
        services.AddHostedService(provider => provider.GetRequiredService<RemoteIngest>());
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]).AddCheck<RemoteIngestHealth>("ingest", tags: ["ready"]);
    }

    private static void AddShared(this IHostApplicationBuilder builder, FacilitiesSettings settings)
    {
        var services = builder.Services;
        // Kestrel gets its endpoints from KestrelEndpoints and would warn about the same addresses given twice.
        builder.Configuration["urls"] = "";
        services.AddSingleton(settings);
        services.AddSingleton(new SiteClock(TimeProvider.System, settings.ClockSpeed));
        // The first to be made and so the last to be given up.
        services.AddSingleton(_ => DataFolder.Open(settings.Data.Path));
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(10));
        StartFailures.AddTo(builder);

        if (settings.ConnectionString is not null)
        {
            services.AddSingleton(provider => JournalIdentityFile.Of(provider.GetRequiredService<DataFolder>()));
            services.AddSingleton<SharedLiveFeed>();
            services.AddSingleton<ILiveFeed>(provider => provider.GetRequiredService<SharedLiveFeed>());
            services.AddSingleton<DirectorySync>();
        }

        services.AddFacilitiesStorage(new DatabaseOptions
        {
            ConnectionString = settings.ConnectionString ?? "",
            SqlitePath = Path.Combine(settings.Data.Path, "facilities.db"),
        });
        services.AddSingleton(new FileStore(Path.Combine(settings.Data.Path, "files")));
        services.AddSingleton<DatabaseStart>();
        services.AddSingleton(settings.Notify);
        services.AddFacilitiesKeys(settings);
        if (settings.Influx is { } influx) services.AddInfluxStore(influx);
        else services.AddSingleton<ITimeSeriesStore>(OpenStore);
        services.AddSingleton(provider => RetentionPlan.Load(provider.GetRequiredService<AssetTemplateCatalog>(), settings.Data.RetentionFile));
        services.AddFacilitiesOperations(inspections: settings.Inspections);

        services.AddHostedService<CertificateWatch>();
        services.AddSingleton<BoundEndpoints>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelEndpoints>();
    }

    /// <summary>
    /// Opened while the container is built, before any thread could wait for it: use cases take the store in their constructors. The folder's lock
    /// comes first.
    /// </summary>
    private static SqliteTimeSeriesStore OpenStore(IServiceProvider provider)
    {
        var folder = provider.GetRequiredService<DataFolder>();
        var options = new SqliteTimeSeriesOptions { Path = folder.File("telemetry.db") };
        // Well before devices would have to wait for it.
        var limit = provider.GetRequiredService<FacilitiesSettings>().Journal.UnappliedLimitBytes;
        return SqliteTimeSeriesStore.Open(
            options with { CheckpointBytes = Math.Min(options.CheckpointBytes, limit / 2) },
            provider.GetRequiredService<ILogger<SqliteTimeSeriesStore>>());
    }

    private static void AddFacilitiesPipeline(this IServiceCollection services)
    {
        services.AddSingleton<IngestMetrics>();
        services.AddSingleton<JournalHandle>();
        services.AddSingleton<JournalDurability>();
        services.AddSingleton<IMqttDurability>(provider => provider.GetRequiredService<JournalDurability>());
        services.AddSingleton<TopicMap>();
        services.AddSingleton<DialectSet>();
        services.AddSingleton<DeviceBinding>();
        // The server is made of the application, which is made of this: it is asked for when there is something to say.
        services.AddSingleton<DialectAnswer>(provider => (topic, payload, site) => provider.GetRequiredService<MqttServer>().Publish(topic, payload, MqttQualityOfService.AtMostOnce, audience: site));
        services.AddSingleton<DialectIntake>();
        services.AddSingleton<IntakePipeline>();
        services.AddSingleton<DeviceAuthenticator>();
        services.AddSingleton<LoginThrottle>();
        services.AddSingleton<IMqttApplication, IngestApplication>();
        services.AddSingleton<ISessionStore, Storage.Relational.Messaging.SessionStore>();
        services.AddMqttServer();
    }

    private static void AddFacilitiesConsumers(this IServiceCollection services, FacilitiesSettings settings)
    {
        services.AddSingleton<DetectionEngine>();
        services.AddSingleton(provider => provider.GetRequiredService<DetectionEngine>().Freshness);
        services.AddSingleton(new DetectorStateFile(Path.Combine(settings.Data.Path, "detector.state")));
        services.AddSingleton<WatchedAssets>();
        services.AddSingleton<FindingHandover>();
        services.AddSingleton<EngineRequests>();
        services.AddSingleton<LateReadings>();
        services.TryAddSingleton<IRefusedSamples, RefusedByStore>();
        services.AddSingleton<BatchIsolation>();
        services.AddSingleton<StoreConsumer>();
        services.AddSingleton<DetectionConsumer>();
        services.AddSingleton<IntakeConsumer>();
        services.AddSingleton<IngestService>();
        services.AddSingleton<AnomalyScan>();
        services.AddSingleton<IIngestView>(provider => provider.GetRequiredService<IngestMonitor>());
        services.AddSingleton(provider => new IngestMonitor(
            provider.GetRequiredService<IngestMetrics>(), provider.GetRequiredService<JournalHandle>(), provider.GetRequiredService<MqttServer>(), settings,
            provider.GetRequiredService<StoreConsumer>(), provider.GetRequiredService<DetectionConsumer>(), provider.GetRequiredService<IntakeConsumer>()));
    }
}
