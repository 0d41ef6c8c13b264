using static Facilities.Domain.Access.Right;
using static Facilities.Domain.Access.Role;

namespace Facilities.Domain.Access;

/// <summary>Role × right, one row per right. What may be seen at all is cut by <see cref="Scope"/>.</summary>
public static class RoleRights
{
    public static bool Has(Role role, Right right) => right switch
    {
        ViewAssets => role is Crew or Dispatcher or Firm or FirmAdmin or Regulator or Admin or Insurer,
        ViewFaults => role is Crew or Dispatcher or Firm or FirmAdmin or Regulator or Admin,
        ReportFault => role is Crew or Dispatcher or Firm or FirmAdmin or Regulator or Resident,
        ViewInspections => role is Crew or Dispatcher or Firm or FirmAdmin or Regulator or Admin or Insurer,
        RecordInspection => role is Crew or Firm,
        ExcuseInspection => role is Firm or Regulator,
        PlanInspections => role is Dispatcher or Firm or FirmAdmin or Admin,
        ViewClaims => role is Dispatcher or Firm or FirmAdmin or Regulator or Admin or Insurer,
        ManagePolicies => role is Firm or Admin,
        ManageAssets => role is Firm or FirmAdmin or Admin,
        SetThresholds => role is Firm or FirmAdmin or Admin,
        ManageOrganisations => role is Admin,
        ManageUsers => role is FirmAdmin or Admin,
        ViewIntake => role is Dispatcher or Firm or FirmAdmin or Admin,
        ReleaseQuarantine => role is Admin,
        VerifyAudit => role is Regulator or Admin,
        ErasePersonalFields => role is Admin,
        ViewOperations => role is Admin,
        ManageNotifications => role is Firm or FirmAdmin or Admin,
        ViewDuty => role is Crew or Dispatcher or Firm or FirmAdmin or Regulator or Admin,
        ManageDuty => role is Dispatcher or Firm or FirmAdmin or Admin,
        ManageCalendar => role is Firm or FirmAdmin or Admin,
        GrantPermit => role is Firm or Admin,
        ManageTokens => role is FirmAdmin or Admin,
        Supervise => role is Regulator,
        ManageCertificates => role is Firm or FirmAdmin or Admin,
        SubscribeReports => role is Firm or FirmAdmin or Regulator,
        ViewGrades => role is Dispatcher or Firm or FirmAdmin or Regulator or Admin,
        AppealGrade => role is Firm,
        ViewComplaints => role is Dispatcher or Firm or FirmAdmin or Regulator or Admin,
        ManageComplaints => role is Dispatcher or Regulator or Admin,
        ViewLedger => role is Firm or FirmAdmin or Regulator or Admin,
        KeepLedger => role is Firm or Admin,
        _ => false,
    };

    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public static void Require(Actor actor, Right right)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!Has(actor.Role, right)) throw new RuleViolation(RuleCodes.RightMissing, ("role", actor.Role), ("right", right));
    }
}
