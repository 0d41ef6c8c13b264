using Facilities.Detection;
using Facilities.Domain;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Audit;
using Facilities.Operations.Calendars;
using Facilities.Operations.Claims;
using Facilities.Operations.Complaints;
using Facilities.Operations.Compliance;
using Facilities.Operations.Contracts;
using Facilities.Operations.Crew;
using Facilities.Operations.Deadlines;
using Facilities.Operations.Demo;
using Facilities.Operations.Diagrams;
using Facilities.Operations.Effect;
using Facilities.Operations.Escalation;
using Facilities.Operations.Evidence.Packs;
using Facilities.Operations.Explanations;
using Facilities.Operations.Exports;
using Facilities.Operations.Faults;
using Facilities.Operations.Forecasts;
using Facilities.Operations.Funds;
using Facilities.Operations.Grades;
using Facilities.Operations.Health;
using Facilities.Operations.Inspections;
using Facilities.Operations.Intake;
using Facilities.Operations.Live;
using Facilities.Operations.Models;
using Facilities.Operations.Notifications;
using Facilities.Operations.Notifications.Settings;
using Facilities.Operations.Overview;
using Facilities.Operations.Permits;
using Facilities.Operations.Policies;
using Facilities.Operations.Proofs;
using Facilities.Operations.Public;
using Facilities.Operations.Replays;
using Facilities.Operations.Reports;
using Facilities.Operations.Retention;
using Facilities.Operations.Rota;
using Facilities.Operations.Soak;
using Facilities.Operations.Supervision;
using Facilities.Operations.Templates;
using Facilities.Storage.Files;
using Facilities.Storage.Relational;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Facilities.Operations;

/// <summary>Registers the use cases and queries. All are singletons and thread-safe.</summary>
public static class OperationsServices
{
    /// <summary>Expects <see cref="StorageServices.AddFacilitiesStorage"/> and an <see cref="ITimeSeriesStore"/> in the container.</summary>
    public static IServiceCollection AddFacilitiesOperations(this IServiceCollection services, FaultOptions? faults = null, InspectionOptions? inspections = null)
    {
        services.TryAddSingleton(_ => AssetTemplateCatalog.Load());
        services.TryAddSingleton<ILiveFeed, LiveFeed>();
        services.AddSingleton(faults ?? new FaultOptions());

        services.AddSingleton<Callers>();
        services.AddSingleton<UserQueries>();
        services.AddSingleton<ApiTokens>();
        services.AddSingleton<Accounts>();
        services.AddSingleton<AssetDirectory>();
        services.AddSingleton<AssetRegistry>();
        services.AddSingleton<Provisioning>();
        services.AddSingleton(s => new NewestValues(Series(s), s.GetService<IFreshnessView>()));
        services.AddSingleton<VisibilityTracker>();
        services.AddSingleton<AssetQueries>();
        services.AddSingleton<EntriesInScope>();
        services.AddSingleton<TelemetryQueries>();
        services.AddSingleton<AssetForecasts>();
        services.AddSingleton<AssetHealthScores>();
        services.AddSingleton<HistoryReplay>();
        services.AddSingleton<ThresholdTrial>();

        services.AddSingleton(s => new ClaimTrigger(Databases(s), Writer(s), Series(s), Templates(s), Live(s), Clock(s)));
        services.AddSingleton(s => TriggerRules.Load(Templates(s)));
        services.AddSingleton(s => new LossTriggers(Databases(s), Writer(s), new LossReader(Series(s), Templates(s)), s.GetRequiredService<TriggerRules>(), Live(s), Clock(s)));
        services.AddSingleton<ClaimActions>();
        services.AddSingleton<ClaimLetters>();
        services.AddSingleton<ClaimReminders>();
        services.AddSingleton(s => new ClaimQueries(Databases(s), s.GetRequiredService<ClaimTrigger>(), Templates(s), Clock(s)));
        services.AddSingleton(s => new ClaimPacks(
            Databases(s), Writer(s), Series(s), new PackReader(s.GetRequiredService<ClaimTrigger>(), Templates(s)), Templates(s), s.GetRequiredService<FileStore>(), s.GetRequiredService<ServiceKeys>(), Clock(s)));

        services.AddSingleton<LedgerBooking>();
        services.AddSingleton<LedgerBook>();
        services.AddSingleton<LedgerExport>();
        services.AddSingleton<LedgerQueries>();
        services.AddSingleton<PolicyBook>();
        services.AddSingleton<PolicyQueries>();
        services.AddSingleton<PolicyWarnings>();

        services.AddSingleton(s => new FaultStore(Live(s), s.GetRequiredService<ClaimTrigger>()));
        services.AddSingleton(s => new FindingIntake(Writer(s), Store(s), Templates(s), s.GetRequiredService<FaultOptions>(), Clock(s)));
        services.AddSingleton<TrendScan>();
        services.TryAddSingleton(new ModelOptions());
        services.AddSingleton<ModelTraining>();
        services.AddSingleton<ModelScan>();
        services.AddSingleton<SisterScan>();
        services.AddSingleton<ModelActions>();
        services.AddSingleton<ModelQueries>();
        services.AddSingleton(s => new FaultActions(Writer(s), Store(s), Clock(s)));
        services.AddSingleton(s => new SoakChecks(Databases(s), Writer(s), Store(s), Series(s), Templates(s), Clock(s)));
        services.AddSingleton<OutlastedCauses>();
        services.AddSingleton(s => new DueTimers(Databases(s), Writer(s), Store(s), s.GetRequiredService<SoakChecks>(), s.GetRequiredService<OutlastedCauses>(), Clock(s), s.GetRequiredService<ILogger<DueTimers>>()));
        services.AddSingleton<OnCall>();
        services.AddSingleton<RotaBook>();
        services.AddSingleton<RotaQueries>();
        services.AddSingleton<SiteLadders>();
        services.AddSingleton<DiagramQueries>();
        services.AddSingleton<DiagramValues>();
        services.AddSingleton<SiteDiagramBook>();
        services.AddSingleton(s => new SiteCalendars(Databases(s), Writer(s), Store(s), Live(s), Clock(s)));
        services.AddSingleton(s => new PermitEnds(Databases(s), Writer(s), s.GetRequiredService<FindingIntake>(), Clock(s)));
        services.AddSingleton<PermitBook>();
        services.AddSingleton<FaultQueries>();
        services.AddSingleton<FaultDetailQuery>();
        services.AddSingleton<FaultExplanations>();
        services.AddSingleton<FaultFiles>();
        services.AddSingleton<CrewTasks>();
        services.AddSingleton<CrewParts>();
        services.AddSingleton<EffectQuery>();

        services.AddFacilitiesNotifications();

        services.AddSingleton(inspections ?? new InspectionOptions());
        services.AddSingleton<InspectionPlanning>();
        services.AddSingleton(s => ProofRules.Load(Templates(s)));
        services.AddSingleton<InspectionProofs>();
        services.AddSingleton(s => new InspectionActions(Writer(s), Store(s), s.GetRequiredService<RecordEffects>(), s.GetRequiredService<CoSigning>(), Live(s), Clock(s)));
        services.AddSingleton<RecordEffects>();
        services.AddSingleton<CoSigning>();
        services.AddSingleton<UnclaimedWorks>();
        services.AddSingleton(s => new AutomaticRecords(Databases(s), Writer(s), Series(s), Templates(s), s.GetRequiredService<ProofRules>(), s.GetRequiredService<InspectionProofs>(),
            s.GetRequiredService<RecordEffects>(), Clock(s), s.GetRequiredService<ILogger<AutomaticRecords>>()));
        services.AddSingleton<RecordArchive>();
        services.AddSingleton<InspectionQueries>();
        services.AddSingleton<InspectionCalendar>();
        services.AddSingleton<InspectionDuties>();
        services.AddSingleton<PatrolRounds>();
        services.AddSingleton<InspectionFiles>();
        services.AddSingleton<ComplianceQuery>();
        services.AddSingleton<ComplianceList>();
        services.AddSingleton<ExportOrigin>();
        services.AddSingleton<ComplianceExport>();
        services.AddSingleton<Certificates>();
        services.AddSingleton<CertificateBook>();
        services.AddSingleton<CertificateExport>();
        services.AddSingleton<CertificateWarnings>();
        services.AddSingleton<ContractClauses>();
        services.AddSingleton<ContractPerformance>();
        services.AddSingleton<PerformanceExport>();
        services.AddSingleton<Samples>();
        services.AddSingleton<SpotChecks>();
        services.AddSingleton<EnforcementCases>();
        services.AddSingleton<GradeRun>();
        services.AddSingleton<GradeAppeals>();
        services.AddSingleton<GradeQueries>();
        services.AddSingleton<GradeExport>();
        services.AddFacilitiesComplaints();
        services.AddSingleton<PublicPages>();
        services.AddSingleton<ReportSubscriptions>();
        services.AddSingleton<ReportRun>();

        services.TryAddSingleton(s => RetentionPlan.Load(Templates(s)));
        services.AddSingleton<StoreUpkeep>();

        services.AddSingleton<IntakeLedger>();
        services.AddSingleton<IntakeQueries>();
        services.AddSingleton<QuarantineAdoption>();
        services.AddSingleton<MappingDirectory>();
        services.AddSingleton<DialectMemory>();
        services.AddSingleton<MappingBook>();
        services.AddSingleton<DeviceAccessList>();
        services.AddSingleton<OverviewQuery>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<PersonalErasure>();
        services.AddSingleton<DemoSeeder>();
        return services;
    }

    private static IDbContextFactory<FacilitiesDb> Databases(IServiceProvider services) => services.GetRequiredService<IDbContextFactory<FacilitiesDb>>();

    private static FacilitiesWriter Writer(IServiceProvider services) => services.GetRequiredService<FacilitiesWriter>();

    private static FaultStore Store(IServiceProvider services) => services.GetRequiredService<FaultStore>();

    private static ITimeSeriesStore Series(IServiceProvider services) => services.GetRequiredService<ITimeSeriesStore>();

    private static AssetTemplateCatalog Templates(IServiceProvider services) => services.GetRequiredService<AssetTemplateCatalog>();

    private static ILiveFeed Live(IServiceProvider services) => services.GetRequiredService<ILiveFeed>();

    private static SiteClock Clock(IServiceProvider services) => services.GetRequiredService<SiteClock>();
}
