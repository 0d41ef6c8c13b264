using Facilities.Domain;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Inspections;

/// <summary>Who may sign beside a person who records.</summary>
/// <param name="Ticket">Shows that the account's own password was given; good beside this one person only.</param>
/// <param name="Until">The ticket is good for work that ended by then.</param>
public sealed record CoSigner(UserId User, LocalizedName Name, string Ticket, DateTimeOffset Until);
