using Facilities.Domain.Access;
using Facilities.Domain.Organisations;

namespace Facilities.Domain.Tests.Access;

public sealed class AccountRulesTests
{
    private static readonly Organisation Firm = new(OrganisationKind.PropertyFirm, "和昌物业");

    /// <summary>Who gives (left) × what (C crew, D dispatcher, F firm, M firm's administrator, R regulator, I insurer, A administrator).</summary>
    private const string Giving = """
        Crew        .......
        Dispatcher  .......
        Firm        .......
        FirmAdmin   CDF....
        Regulator   .......
        Insurer     .......
        Admin       CDFMRIA
        Resident    .......
        System      .......
        """;

    /// <summary>Where (left) × the same roles.</summary>
    private const string Places = """
        PropertyFirm     CDFM...
        MaintenanceFirm  CDFM...
        Regulator        ....R..
        District         ....R..
        Subdistrict      ....R..
        Insurer          .....I.
        OwnersCommittee  .......
        """;

    [Fact]
    public void Each_role_gives_the_roles_of_the_table()
    {
        AccountRules.Roles.ShouldBe([Role.Crew, Role.Dispatcher, Role.Firm, Role.FirmAdmin, Role.Regulator, Role.Insurer, Role.Admin]);
        var givers = Rows<Role>(Giving, AccountRules.MayGive);
        givers.ShouldBe(Enum.GetValues<Role>(), ignoreOrder: true);
        foreach (var giver in givers) new[] { Role.System, Role.Resident, (Role)99 }.ShouldAllBe(role => !AccountRules.MayGive(giver, role));
    }

    [Fact]
    public void Each_role_exists_in_the_organisations_of_the_table()
    {
        Rows<OrganisationKind>(Places, (kind, role) => AccountRules.Fits(role, kind)).ShouldBe(Enum.GetValues<OrganisationKind>(), ignoreOrder: true);
        AccountRules.Roles.Where(role => AccountRules.Fits(role, null)).ShouldBe([Role.Admin]);
    }

    [Fact]
    public void A_firms_administrator_gives_roles_in_his_own_firm_only()
    {
        AccountRules.RequireGive(new Actor(new UserId(1), Role.FirmAdmin, Firm.Id), Role.Crew, Firm);

        Code(() => AccountRules.RequireGive(new Actor(new UserId(1), Role.FirmAdmin, new OrganisationId(7)), Role.Crew, Firm)).ShouldBe(RuleCodes.AccountOrganisation);
        Code(() => AccountRules.RequireGive(new Actor(new UserId(1), Role.FirmAdmin, Firm.Id), Role.FirmAdmin, Firm)).ShouldBe(RuleCodes.AccountRole);
        Code(() => AccountRules.RequireGive(new Actor(new UserId(1), Role.Firm, Firm.Id), Role.Crew, Firm)).ShouldBe(RuleCodes.RightMissing);
        Code(() => AccountRules.RequireGive(new Actor(new UserId(1), Role.Admin, null), Role.Admin, Firm)).ShouldBe(RuleCodes.AccountOrganisation);
    }

    [Fact]
    public void Nobody_changes_his_own_account_or_one_that_he_could_not_give()
    {
        var admin = new Actor(new UserId(1), Role.Admin, null);
        var firmAdmin = new Actor(new UserId(2), Role.FirmAdmin, Firm.Id);

        AccountRules.RequireChange(admin, new UserId(3), Role.Admin);
        AccountRules.RequireChange(firmAdmin, new UserId(3), Role.Firm);
        Code(() => AccountRules.RequireChange(admin, new UserId(1), Role.Admin)).ShouldBe(RuleCodes.AccountOwn);
        Code(() => AccountRules.RequireChange(firmAdmin, new UserId(3), Role.FirmAdmin)).ShouldBe(RuleCodes.AccountRole);
        Code(() => AccountRules.RequireChange(new Actor(new UserId(4), Role.Regulator, null), new UserId(3), Role.Crew)).ShouldBe(RuleCodes.RightMissing);
    }

    private static string Code(Action act) => Should.Throw<RuleViolation>(act).Code;

    private static List<T> Rows<T>(string table, Func<T, Role, bool> answer)
        where T : struct, Enum
    {
        var named = new List<T>();
        foreach (var line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var row = Enum.Parse<T>(words[0]);
            named.Add(row);
            for (var i = 0; i < words[1].Length; i++) answer(row, AccountRules.Roles[i]).ShouldBe(words[1][i] != '.', $"{row} {AccountRules.Roles[i]}");
        }

        return named;
    }
}
