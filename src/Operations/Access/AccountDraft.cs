using Facilities.Domain;
using Facilities.Domain.Access;

namespace Facilities.Operations.Access;

/// <summary>A new account.</summary>
/// <param name="UserName">2–50 Latin letters, digits, dots, hyphens and underscores; upper and lower case are one.</param>
/// <param name="NameZh">1–100 characters.</param>
/// <param name="NameEn">At most 100 characters; null or empty: as <paramref name="NameZh"/>.</param>
/// <param name="Organisation">Null: the caller's own.</param>
/// <param name="Locale"><c>zh-CN</c> or <c>en</c>.</param>
public sealed record AccountDraft(string UserName, string NameZh, Role Role, string? NameEn = null, OrganisationId? Organisation = null, string Locale = "zh-CN");
