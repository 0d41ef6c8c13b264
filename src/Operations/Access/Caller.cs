using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Access;

/// <summary>A signed-in person for the length of a request: who he is, what he may see, which language he reads.</summary>
public sealed record Caller(Actor Actor, Scope Scope, LocalizedName Name, string Locale)
{
    public Role Role => Actor.Role;

    public UserId? User => Actor.User;

    /// <summary>The service itself: sees everything.</summary>
    public static Caller Service { get; } = new(Actor.System, Scope.Everything, new LocalizedName("系统", "System"), "en");
}
