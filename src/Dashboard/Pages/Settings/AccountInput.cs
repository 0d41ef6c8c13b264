using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations.Access;

namespace Facilities.Dashboard.Pages.Settings;

/// <summary>What the forms for an account hold. An organisation in which the role doesn't exist isn't offered.</summary>
public sealed class AccountInput(AccountChoices choices)
{
    public string UserName { get; set; } = "";

    public string NameZh { get; set; } = "";

    public string NameEn { get; set; } = "";

    public string Locale { get; set; } = "zh-CN";

    public Role Role
    {
        get;
        set
        {
            field = value;
            var fitting = Fitting;
            if (fitting.All(item => item.Id.Value != Organisation)) Organisation = fitting is [var first, ..] ? first.Id.Value : 0;
        }
    } = Role.Crew;

    /// <summary>0: none.</summary>
    public int Organisation { get; set; }

    public IReadOnlyList<AccountOrganisation> Fitting => [.. choices.Organisations.Where(item => AccountRules.Fits(Role, item.Kind))];

    public static AccountInput Of(AccountChoices choices, Role role, OrganisationId? organisation) => new(choices) { Organisation = organisation?.Value ?? 0, Role = role };

    public AccountDraft ToDraft() => new(UserName, NameZh, Role, NameEn, ToPlace().Organisation, Locale);

    public AccountPlace ToPlace() => new(Role, Organisation > 0 ? new OrganisationId(Organisation) : null);
}
