using Facilities.Domain;
using Facilities.Domain.Access;
using Microsoft.AspNetCore.Identity;

namespace Facilities.Storage.Relational.Access;

/// <summary>A person who can sign in. What he may see follows from <see cref="Role"/> and <see cref="OrganisationId"/>.</summary>
public sealed class AppUser : IdentityUser<int>
{
    public required string NameZh { get; set; }

    public required string NameEn { get; set; }

    public Role Role { get; set; }

    /// <summary>The organisation he works for; <c>null</c> only for the platform's own administrators.</summary>
    public OrganisationId? OrganisationId { get; set; }

    /// <summary>Language of pages and messages: <c>zh-CN</c> or <c>en</c>.</summary>
    public string Locale { get; set; } = "zh-CN";

    /// <summary>The password was given by an administrator: it opens nothing but the page on which it is changed.</summary>
    public bool MustChangePassword { get; set; }

    public UserId UserId => new(Id);
}
