using Facilities.Domain;
using Facilities.Domain.Escalation;
using Facilities.Domain.Faults;

namespace Facilities.Storage.Relational.Escalation;

/// <summary>A community's own ladder for one severity; without it the field's holds.</summary>
public sealed class SiteLadder
{
    public CommunityId CommunityId { get; set; }

    public Severity Severity { get; set; }

    public required EscalationLadder Ladder { get; set; }
}
