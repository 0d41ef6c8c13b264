using static Facilities.Domain.Access.TokenScope;

namespace Facilities.Domain.Access;

/// <summary>Token scope × right: a token is given no more than its owner has, and loses what the owner loses.</summary>
public static class TokenScopes
{
    /// <summary>Without this right the scope is of no use to its owner and isn't given.</summary>
    public static Right RightOf(TokenScope scope) => scope switch
    {
        ReadAssets or ReadTelemetry => Right.ViewAssets,
        ReadFaults or WorkOnFaults => Right.ViewFaults,
        ReportFaults => Right.ReportFault,
        ReadInspections => Right.ViewInspections,
        ReadClaims => Right.ViewClaims,
        ReadDuty => Right.ViewDuty,
        ManageDuty => Right.ManageDuty,
        ManageAssets => Right.ManageAssets,
        ReadIntake => Right.ViewIntake,
        ManageIntake => Right.ReleaseQuarantine,
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, null),
    };

    /// <summary>What a role can give to its tokens.</summary>
    public static IReadOnlyList<TokenScope> Of(Role role) => [.. Enum.GetValues<TokenScope>().Where(scope => RoleRights.Has(role, RightOf(scope)))];
}
