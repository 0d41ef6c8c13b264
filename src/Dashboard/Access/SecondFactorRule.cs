using Facilities.Domain.Access;
using Facilities.Ingest.Hosting;

namespace Facilities.Dashboard.Access;

/// <summary>Whose accounts must ask for a code after the password: those who see everything, unless the option says otherwise.</summary>
internal sealed class SecondFactorRule(FacilitiesSettings settings)
{
    public bool IsRequiredOf(Role role) => settings.RequireSecondFactor && role is (Role.Admin or Role.Regulator);
}
