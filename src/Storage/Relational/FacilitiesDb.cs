using Facilities.Domain.Assets;
using Facilities.Domain.Audit;
using Facilities.Domain.Calendars;
using Facilities.Domain.Certificates;
using Facilities.Domain.Enforcement;
using Facilities.Domain.Faults;
using Facilities.Domain.Funds;
using Facilities.Domain.Grades;
using Facilities.Domain.Inspections;
using Facilities.Domain.Insurance;
using Facilities.Domain.Organisations;
using Facilities.Domain.Permits;
using Facilities.Domain.Rota;
using Facilities.Domain.Sampling;
using Facilities.Storage.Relational.Access;
using Facilities.Storage.Relational.Audit;
using Facilities.Storage.Relational.Complaints;
using Facilities.Storage.Relational.Conventions;
using Facilities.Storage.Relational.Diagrams;
using Facilities.Storage.Relational.Escalation;
using Facilities.Storage.Relational.Evidence;
using Facilities.Storage.Relational.Faults;
using Facilities.Storage.Relational.Grades;
using Facilities.Storage.Relational.Health;
using Facilities.Storage.Relational.Inspections;
using Facilities.Storage.Relational.Intake;
using Facilities.Storage.Relational.Messaging;
using Facilities.Storage.Relational.Models;
using Facilities.Storage.Relational.Notifications;
using Facilities.Storage.Relational.Reports;
using Facilities.Storage.Relational.Security;
using Facilities.Storage.Relational.Supervision;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Storage.Relational;

/// <summary>
/// The relational database, on SQLite or PostgreSQL. It maps the domain's own types and decides nothing. Changes go through
/// <see cref="FacilitiesWriter"/>; reads for people go through the scope in Operations.
/// </summary>
public sealed class FacilitiesDb(DbContextOptions<FacilitiesDb> options) : IdentityDbContext<AppUser, IdentityRole<int>, int>(options)
{
    /// <summary>Longest text kept of what strangers send (topics, client identifiers).</summary>
    public const int ForeignTextLength = 512;

    /// <summary>Set by whoever begins a transaction of several commands on this context: none of them may be repeated alone.</summary>
    internal bool IsInTransaction { get; set; }

    public DbSet<Organisation> Organisations => Set<Organisation>();

    public DbSet<Community> Communities => Set<Community>();

    public DbSet<Building> Buildings => Set<Building>();

    public DbSet<Asset> Assets => Set<Asset>();

    public DbSet<AssetHealth> AssetHealth => Set<AssetHealth>();

    public DbSet<AssetHealthDay> AssetHealthDays => Set<AssetHealthDay>();

    public DbSet<CommunityGrade> CommunityGrades => Set<CommunityGrade>();

    public DbSet<GradeAppeal> GradeAppeals => Set<GradeAppeal>();

    public DbSet<Complaint> Complaints => Set<Complaint>();

    public DbSet<ComplaintImport> ComplaintImports => Set<ComplaintImport>();

    public DbSet<ComplaintRefusal> ComplaintRefusals => Set<ComplaintRefusal>();

    public DbSet<ComplaintAlias> ComplaintAliases => Set<ComplaintAlias>();

    public DbSet<ComplaintMonth> ComplaintMonths => Set<ComplaintMonth>();

    public DbSet<ComplaintHour> ComplaintHours => Set<ComplaintHour>();

    public DbSet<AssetModel> AssetModels => Set<AssetModel>();

    public DbSet<RunProgress> RunProgress => Set<RunProgress>();

    public DbSet<MaintenanceContract> Contracts => Set<MaintenanceContract>();

    public DbSet<CalendarDay> CalendarDays => Set<CalendarDay>();

    public DbSet<DutyShift> DutyShifts => Set<DutyShift>();

    public DbSet<DutyPattern> DutyPatterns => Set<DutyPattern>();

    public DbSet<DutySubstitution> DutySubstitutions => Set<DutySubstitution>();

    public DbSet<SiteLadder> SiteLadders => Set<SiteLadder>();

    public DbSet<SiteDiagram> SiteDiagrams => Set<SiteDiagram>();

    public DbSet<Permit> Permits => Set<Permit>();

    public DbSet<Fault> Faults => Set<Fault>();

    public DbSet<FaultPart> FaultParts => Set<FaultPart>();

    public DbSet<StoredFinding> Findings => Set<StoredFinding>();

    public DbSet<FaultTimer> FaultTimers => Set<FaultTimer>();

    public DbSet<FaultFile> FaultFiles => Set<FaultFile>();

    public DbSet<HandledCommand> HandledCommands => Set<HandledCommand>();

    public DbSet<InspectionSchedule> InspectionSchedules => Set<InspectionSchedule>();

    public DbSet<InspectionFile> InspectionFiles => Set<InspectionFile>();

    public DbSet<InspectionProof> InspectionProofs => Set<InspectionProof>();

    public DbSet<InspectionCorrection> InspectionCorrections => Set<InspectionCorrection>();

    public DbSet<UnclaimedWork> UnclaimedWorks => Set<UnclaimedWork>();

    public DbSet<WorkLook> WorkLooks => Set<WorkLook>();

    public DbSet<RecordLook> RecordLooks => Set<RecordLook>();

    public DbSet<PatrolRound> PatrolRounds => Set<PatrolRound>();

    public DbSet<HouseRule> HouseRules => Set<HouseRule>();

    public DbSet<InspectionItem> InspectionItems => Set<InspectionItem>();

    public DbSet<Certificate> Certificates => Set<Certificate>();

    public DbSet<Sample> Samples => Set<Sample>();

    public DbSet<SamplePopulation> SamplePopulations => Set<SamplePopulation>();

    public DbSet<SpotCheck> SpotChecks => Set<SpotCheck>();

    public DbSet<SpotCheckFile> SpotCheckFiles => Set<SpotCheckFile>();

    public DbSet<EnforcementCase> EnforcementCases => Set<EnforcementCase>();

    public DbSet<ReportSubscription> ReportSubscriptions => Set<ReportSubscription>();

    public DbSet<StoredReport> Reports => Set<StoredReport>();

    public DbSet<Policy> Policies => Set<Policy>();

    public DbSet<Claim> Claims => Set<Claim>();

    public DbSet<ClaimLetter> ClaimLetters => Set<ClaimLetter>();

    public DbSet<ClaimFile> ClaimFiles => Set<ClaimFile>();

    public DbSet<LedgerEntry> LedgerEntries => Set<LedgerEntry>();

    public DbSet<LedgerDocument> LedgerDocuments => Set<LedgerDocument>();

    public DbSet<EvidencePin> EvidencePins => Set<EvidencePin>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<AuditHeadRow> AuditHeads => Set<AuditHeadRow>();

    public DbSet<Notice> Notices => Set<Notice>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();

    public DbSet<NotificationChannel> NotificationChannels => Set<NotificationChannel>();

    public DbSet<ContactCard> ContactCards => Set<ContactCard>();

    public DbSet<FaultReporter> FaultReporters => Set<FaultReporter>();

    public DbSet<FollowUpLink> FollowUpLinks => Set<FollowUpLink>();

    public DbSet<AcknowledgeLink> AcknowledgeLinks => Set<AcknowledgeLink>();

    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    public DbSet<UsedCode> UsedCodes => Set<UsedCode>();

    public DbSet<ServiceSecret> ServiceSecrets => Set<ServiceSecret>();

    internal DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public DbSet<ConsumerPosition> ConsumerPositions => Set<ConsumerPosition>();

    public DbSet<RetainedMessage> RetainedMessages => Set<RetainedMessage>();

    public DbSet<StoredSession> MqttSessions => Set<StoredSession>();

    public DbSet<StoredSessionMessage> MqttSessionMessages => Set<StoredSessionMessage>();

    public DbSet<StoredReject> Rejects => Set<StoredReject>();

    public DbSet<QuarantinedDevice> Quarantine => Set<QuarantinedDevice>();

    public DbSet<IntakeCounter> IntakeCounters => Set<IntakeCounter>();

    public DbSet<DeviceCredential> DeviceCredentials => Set<DeviceCredential>();

    public DbSet<DeviceMapping> DeviceMappings => Set<DeviceMapping>();

    public DbSet<DialectState> DialectStates => Set<DialectState>();

    public DbSet<TopicPattern> TopicPatterns => Set<TopicPattern>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        StorageConventions.Apply(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(FacilitiesDb).Assembly);
        StorageConventions.GenerateIds(builder);
        StorageConventions.NameInSnakeCase(builder);
    }
}
