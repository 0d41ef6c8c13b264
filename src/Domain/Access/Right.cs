namespace Facilities.Domain.Access;

/// <summary>Rights outside the loop and claims, which have their own tables.</summary>
public enum Right
{
    ViewAssets,
    ViewFaults,
    ReportFault,
    ViewInspections,
    RecordInspection,
    ExcuseInspection,

    /// <summary>When planned work is done, intervals tighter than the rule's, on-demand maintenance.</summary>
    PlanInspections,
    ViewClaims,
    ManagePolicies,
    ManageAssets,
    SetThresholds,
    ManageOrganisations,
    ManageUsers,
    ViewIntake,
    ReleaseQuarantine,
    VerifyAudit,
    ErasePersonalFields,

    /// <summary>What the service itself is doing: rates, lags, refusals.</summary>
    ViewOperations,

    /// <summary>To which groups and webhooks a community's messages go.</summary>
    ManageNotifications,

    /// <summary>Who is on shift, and the ladder that leads to the next.</summary>
    ViewDuty,
    ManageDuty,

    /// <summary>Working hours, public holidays and worked weekends of a community.</summary>
    ManageCalendar,

    /// <summary>Permits (停用, 检修, 测试) of an asset.</summary>
    GrantPermit,

    /// <summary>Tokens with which programs call the REST API, with one's own role and scope.</summary>
    ManageTokens,

    /// <summary>Random samples, spot checks and hand-over to enforcement.</summary>
    Supervise,

    /// <summary>Reports of what the law demands, made again and again, of one's own scope.</summary>
    SubscribeReports,

    /// <summary>Papers of assets, and the licences of one's own people.</summary>
    ManageCertificates,

    /// <summary>Grades of communities, their causes, appeals and the lists.</summary>
    ViewGrades,

    /// <summary>Appeals against the grade of a community that one's firm runs.</summary>
    AppealGrade,

    /// <summary>Records of the hotline and what they add up to.</summary>
    ViewComplaints,

    /// <summary>Imports hotline records, says where and what they are about, confirms names of communities.</summary>
    ManageComplaints,

    /// <summary>The ledger of facility money of whole communities.</summary>
    ViewLedger,

    /// <summary>Entries by hand, and reversals, of communities that one's firm runs.</summary>
    KeepLedger,
}
