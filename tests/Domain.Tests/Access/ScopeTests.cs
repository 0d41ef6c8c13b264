using System.Reflection;
using Facilities.Domain.Access;
using Facilities.Domain.Organisations;

namespace Facilities.Domain.Tests.Access;

public sealed class ScopeTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    private static readonly AssetRelations Asset = new(new OrganisationId(1), new OrganisationId(2), new OrganisationId(3), new OrganisationId(4), [new OrganisationId(5), new OrganisationId(6)], [new OrganisationId(7)]);

    [Theory]
    [InlineData(OrganisationKind.District, Role.Regulator, 1, true)]
    [InlineData(OrganisationKind.District, Role.Regulator, 99, false)]
    [InlineData(OrganisationKind.Subdistrict, Role.Regulator, 2, true)]
    [InlineData(OrganisationKind.Subdistrict, Role.Regulator, 1, false)]
    [InlineData(OrganisationKind.PropertyFirm, Role.Dispatcher, 3, true)]
    [InlineData(OrganisationKind.PropertyFirm, Role.Firm, 5, false)]
    [InlineData(OrganisationKind.MaintenanceFirm, Role.Crew, 5, true)]
    [InlineData(OrganisationKind.MaintenanceFirm, Role.Crew, 6, true)]
    [InlineData(OrganisationKind.MaintenanceFirm, Role.Firm, 3, false)]
    [InlineData(OrganisationKind.Insurer, Role.Insurer, 7, true)]
    [InlineData(OrganisationKind.Insurer, Role.Insurer, 5, false)]
    [InlineData(OrganisationKind.OwnersCommittee, Role.Dispatcher, 4, true)]
    public void Shows_what_stands_in_relation_to_the_callers_organisation(OrganisationKind kind, Role role, int organisation, bool visible) =>
        Scope.For(Actor(role, organisation), Organisation(kind, organisation), Today).Admits(Asset).ShouldBe(visible);

    [Fact]
    public void A_regulators_office_below_a_district_sees_that_district()
    {
        Scope.For(Actor(Role.Regulator, 20), Organisation(OrganisationKind.Regulator, 20, parent: 1), Today).Admits(Asset).ShouldBeTrue();
        Scope.For(Actor(Role.Regulator, 20), Organisation(OrganisationKind.Regulator, 20, parent: 99), Today).Admits(Asset).ShouldBeFalse();
        Scope.For(Actor(Role.Regulator, 20), Organisation(OrganisationKind.Regulator, 20), Today).Kind.ShouldBe(ScopeKind.Everything);
        // A crew account by mistake at the regulator's sees nothing.
        Scope.For(Actor(Role.Crew, 20), Organisation(OrganisationKind.Regulator, 20), Today).Admits(Asset).ShouldBeFalse();
    }

    [Fact]
    public void Administrators_and_the_service_see_everything_nobody_without_an_organisation_sees_anything()
    {
        Scope.For(new Actor(new UserId(1), Role.Admin, null), null, Today).ShouldBe(Scope.Everything);
        Scope.For(Domain.Access.Actor.System, null, Today).ShouldBe(Scope.Everything);
        Scope.For(new Actor(new UserId(1), Role.Crew, null), null, Today).ShouldBe(Scope.Nothing);
        Scope.For(Domain.Access.Actor.Resident, null, Today).ShouldBe(Scope.Nothing);
        Scope.Nothing.Admits(Asset).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_an_organisation_that_is_not_the_callers() =>
        Should.Throw<ArgumentException>(() => Scope.For(Actor(Role.Crew, 5), Organisation(OrganisationKind.MaintenanceFirm, 6), Today));

    [Fact]
    public void Every_role_and_kind_of_organisation_has_a_scope()
    {
        foreach (var kind in Enum.GetValues<OrganisationKind>())
        {
            foreach (var role in Enum.GetValues<Role>().Except([Role.System, Role.Admin]))
            {
                Scope.For(Actor(role, 1), Organisation(kind, 1), Today).Admits(Asset with { District = null, Subdistrict = null, PropertyFirm = null, OwnersCommittee = null, ContractedFirms = [], Insurers = [] })
                    .ShouldBe(kind == OrganisationKind.Regulator && role == Role.Regulator, $"{role} of {kind}");
            }
        }
    }

    private static Actor Actor(Role role, int organisation) => new(new UserId(1), role, new OrganisationId(organisation));

    private static Organisation Organisation(OrganisationKind kind, int id, int? parent = null)
    {
        var organisation = new Organisation(kind, "单位", null, parent is { } p ? new OrganisationId(p) : null);
        typeof(Organisation).GetProperty(nameof(Domain.Organisations.Organisation.Id), BindingFlags.Public | BindingFlags.Instance)!.SetValue(organisation, new OrganisationId(id));
        return organisation;
    }
}
