using Facilities.Ingest.Hosting;
using Microsoft.Data.Sqlite;
using Npgsql;
using Quartz;

namespace Facilities.Ingest.Jobs;

/// <summary>
/// The scheduler and its jobs. Each job is a trigger around one use case; what is due is decided there, by comparing stored instants with the site
/// clock, so the scheduler ticks on system time. Its store is a database of its own: fired often, it must not stand in the way of people's work.
/// </summary>
internal static class QuartzSetup
{
    public static void AddFacilitiesJobs(this IServiceCollection services, FacilitiesSettings settings)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(options => options.InstanceName = "facilities");
            quartz.UseTimeProvider(TimeProvider.System);
            quartz.UseDefaultThreadPool(4);
            quartz.UsePersistentStore(store =>
            {
                if (settings.ConnectionString is { } postgres) store.UsePostgres(NpgsqlFactory.Instance, postgres);
                else store.UseSqlite(SqliteFactory.Instance, QuartzDatabase(settings));
                store.UseSystemTextJsonSerializer();
                store.ProvisionSchema();
                // Several ingest processes against one PostgreSQL share the work.
                if (settings.ConnectionString is not null) store.UseClustering();
            });
            Every<DueTimersJob>(quartz, "due-timers", settings.ClockSpeed > 1 ? 1 : 2);
            Every<SoakJob>(quartz, "soak-checks", settings.ClockSpeed > 1 ? 2 : 15);
            Every<ClaimTriggerJob>(quartz, "claim-trigger", settings.ClockSpeed > 1 ? 2 : 10);
            Every<InspectionPlanJob>(quartz, "inspection-plan", settings.ClockSpeed > 1 ? 5 : 60);
            Every<StalenessJob>(quartz, "staleness", 60);
            Every<RetrainingJob>(quartz, "retraining", 3_600);
            Every<AnomalyScanJob>(quartz, "anomaly-scan", Math.Max(10, (int)(3_600 / settings.ClockSpeed)));
            Every<AuditHeadJob>(quartz, "audit-head", Math.Max(60, (int)(86_400 / settings.ClockSpeed)));
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }

    private static void Every<TJob>(IQuartzBuilder quartz, string name, int seconds)
        where TJob : class, IJob =>
        quartz.ScheduleJob<TJob>(trigger => trigger.WithIdentity(name)
            // Firings missed while the process was down are skipped: the next one catches up with everything that is due.
            .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromSeconds(seconds)).RepeatForever()));

    private static string QuartzDatabase(FacilitiesSettings settings) =>
        new SqliteConnectionStringBuilder { DataSource = Path.Combine(settings.Data.Path, "quartz.db") }.ConnectionString;
}
