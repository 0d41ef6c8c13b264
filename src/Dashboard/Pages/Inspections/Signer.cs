using Facilities.Domain;
using Facilities.Operations.Templates;

namespace Facilities.Dashboard.Pages.Inspections;

/// <summary>Someone who may sign beside the person who records.</summary>
internal sealed class Signer(UserId user, LocalizedName name)
{
    public UserId User { get; } = user;

    public LocalizedName Name { get; } = name;

    public bool Signs { get; set; }
}
