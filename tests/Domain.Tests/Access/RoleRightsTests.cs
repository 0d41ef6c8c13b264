using Facilities.Domain.Access;
using Facilities.Domain.Faults;

namespace Facilities.Domain.Tests.Access;

public sealed class RoleRightsTests
{
    /// <summary>C crew, D dispatcher, F firm, R regulator, A admin, I insurer, U resident, M firm's administrator (a short row refuses); the service needs no right.</summary>
    private const string Table = """
        ViewAssets            CDFRAI.M
        ViewFaults            CDFRA..M
        ReportFault           CDFR..UM
        ViewInspections       CDFRAI.M
        RecordInspection      C.F....
        ExcuseInspection      ..FR...
        PlanInspections       .DF.A..M
        ViewClaims            .DFRAI.M
        ManagePolicies        ..F.A..
        ManageAssets          ..F.A..M
        SetThresholds         ..F.A..M
        ManageOrganisations   ....A..
        ManageUsers           ....A..M
        ViewIntake            .DF.A..M
        ReleaseQuarantine     ....A..
        VerifyAudit           ...RA..
        ErasePersonalFields   ....A..
        ViewOperations        ....A..
        ManageNotifications   ..F.A..M
        ViewDuty              CDFRA..M
        ManageDuty            .DF.A..M
        ManageCalendar        ..F.A..M
        GrantPermit           ..F.A..
        ManageTokens          ....A..M
        Supervise             ...R....
        SubscribeReports      ..FR...M
        ManageCertificates    ..F.A..M
        ViewGrades            .DFRA..M
        AppealGrade           ..F.....
        ViewComplaints        .DFRA..M
        ManageComplaints      .D.RA...
        ViewLedger            ..FRA..M
        KeepLedger            ..F.A...
        """;

    private static readonly Role[] Roles = [Role.Crew, Role.Dispatcher, Role.Firm, Role.Regulator, Role.Admin, Role.Insurer, Role.Resident, Role.FirmAdmin];

    [Fact]
    public void Each_role_has_the_rights_of_the_table()
    {
        var named = new HashSet<Right>();
        foreach (var line in Table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var right = Enum.Parse<Right>(words[0]);
            named.Add(right).ShouldBeTrue();
            for (var i = 0; i < Roles.Length; i++) RoleRights.Has(Roles[i], right).ShouldBe(i < words[1].Length && words[1][i] != '.', $"{Roles[i]} {right}");
        }

        named.Count.ShouldBe(Enum.GetValues<Right>().Length);
    }

    [Fact]
    public void Whoever_may_report_a_fault_may_open_one() =>
        Roles.ShouldAllBe(role => RoleRights.Has(role, Right.ReportFault) == FaultRights.Has(role, FaultAction.Open));

    [Fact]
    public void A_missing_right_is_refused_by_name()
    {
        var refusal = Should.Throw<RuleViolation>(() => RoleRights.Require(new Actor(new UserId(1), Role.Crew, null), Right.ManageUsers));
        refusal.Reason.ShouldBe(CodedText.Of(RuleCodes.RightMissing, ("role", Role.Crew), ("right", Right.ManageUsers)));
    }
}
