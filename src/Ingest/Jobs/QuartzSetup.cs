using Facilities.Ingest.Hosting;
using Facilities.Storage.Relational.Migrations;
using Microsoft.Data.Sqlite;
using Npgsql;
using Quartz;

namespace Facilities.Ingest.Jobs;

/// <summary>
/// The schedulers and their jobs. Each job is a trigger around one use case; what is due is decided there, by comparing stored instants with the site
/// clock, so the schedulers tick on system time.
/// <code>
///   facilities-shared   what the database decides: one of all ingest processes runs it    PostgreSQL (cluster), or quartz.db
///   facilities-own      what this process' memory decides: every process runs its own     memory
/// </code>
/// </summary>
internal static class QuartzSetup
{
    public const string Shared = "facilities-shared";
    public const string Own = "facilities-own";

    public static void AddFacilitiesJobs(this IServiceCollection services, FacilitiesSettings settings)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(options => options.InstanceName = Shared);
            quartz.UseTimeProvider(TimeProvider.System);
            quartz.UseDefaultThreadPool(4);
            quartz.UsePersistentStore(store => Persist(store, settings));
            Every<DueTimersJob>(quartz, "due-timers", settings.ClockSpeed > 1 ? 1 : 2);
            Every<SoakJob>(quartz, "soak-checks", settings.ClockSpeed > 1 ? 2 : 15);
            Every<ClaimTriggerJob>(quartz, "claim-trigger", settings.ClockSpeed > 1 ? 2 : 10);
            Every<LossTriggerJob>(quartz, "loss-triggers", Math.Max(10, (int)(300 / settings.ClockSpeed)));
            Every<InspectionPlanJob>(quartz, "inspection-plan", settings.ClockSpeed > 1 ? 5 : 60);
            Every<InspectionProofJob>(quartz, "inspection-proof", settings.ClockSpeed > 1 ? 5 : 60);
            Every<AutomaticRecordJob>(quartz, "automatic-record", Math.Max(10, (int)(600 / settings.ClockSpeed)));
            Every<UnclaimedWorkJob>(quartz, "unclaimed-work", settings.ClockSpeed > 1 ? 10 : 60);
            Every<ReportJob>(quartz, "reports", settings.ClockSpeed > 1 ? 10 : 60);
            Every<CertificateJob>(quartz, "certificates", Math.Max(10, (int)(3_600 / settings.ClockSpeed)));
            Every<InsuranceJob>(quartz, "insurance", Math.Max(10, (int)(600 / settings.ClockSpeed)));
            Every<RecordArchiveJob>(quartz, "record-archive", Math.Max(60, (int)(21_600 / settings.ClockSpeed)));
            Every<AssetHealthJob>(quartz, "asset-health", settings.ClockSpeed > 1 ? 10 : 60);
            Every<GradeJob>(quartz, "grades", settings.ClockSpeed > 1 ? 10 : 60);
            Every<ComplaintImportJob>(quartz, "complaint-import", 3);
            Every<TrendJob>(quartz, "trends", settings.ClockSpeed > 1 ? 10 : 60);
            Every<ModelTrainingJob>(quartz, "model-training", settings.ClockSpeed > 1 ? 10 : 60);
            Every<ModelScanJob>(quartz, "model-scan", settings.ClockSpeed > 1 ? 10 : 60);
            Every<RetentionJob>(quartz, "retention", settings.ClockSpeed > 1 ? 10 : 60);
        });
        services.AddQuartz(Own, quartz =>
        {
            quartz.UseTimeProvider(TimeProvider.System);
            quartz.UseDefaultThreadPool(2);
            quartz.UseInMemoryStore();
            // The detectors, what came late to them, and the listener that the head is published on are this process' own.
            Every<StalenessJob>(quartz, "staleness", 60);
            Every<RetrainingJob>(quartz, "retraining", 3_600);
            Every<AnomalyScanJob>(quartz, "anomaly-scan", Math.Max(10, (int)(3_600 / settings.ClockSpeed)));
            Every<AuditHeadJob>(quartz, "audit-head", Math.Max(60, (int)(86_400 / settings.ClockSpeed)));
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }

    private static void Persist(IPersistentStoreBuilder store, FacilitiesSettings settings)
    {
        store.UseSystemTextJsonSerializer();
        if (settings.ConnectionString is { } postgres)
        {
            store.UsePostgres(NpgsqlFactory.Instance, postgres);
            // The migrations made the tables; the scheduler only checks that they are those it knows.
            store.ConfigureStore(options =>
            {
                options.TablePrefix = Scheduler.TablePrefix;
                options.SchemaProvisioning = SchemaProvisioning.Validate;
            });
            store.UseClustering();
            return;
        }

        // A file of its own: fired often, it must not stand in the way of people's work.
        var file = new SqliteConnectionStringBuilder { DataSource = Path.Combine(settings.Data.Path, "quartz.db") };
        store.UseSqlite(SqliteFactory.Instance, file.ConnectionString);
        store.ProvisionSchema();
    }

    private static void Every<TJob>(IQuartzBuilder quartz, string name, int seconds)
        where TJob : class, IJob =>
        quartz.ScheduleJob<TJob>(trigger => trigger.WithIdentity(name)
            // Firings missed while the process was down are skipped: the next one catches up with everything that is due.
            .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromSeconds(seconds)).RepeatForever()));
}
