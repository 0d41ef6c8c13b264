using Facilities.Operations.Templates;
using Facilities.Simulator.Faults;
using Facilities.Simulator.Injection;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Tests.Injection;

public class FaultLabelsTests
{
    private static readonly AssetTemplateCatalog Templates = AssetTemplateCatalog.Load();

    [Fact]
    public void Every_scenario_but_a_gateways_own_has_a_label_on_every_type_it_applies_to()
    {
        var labelled = FaultLabels.Injectable.Select(fault => (fault.Scenario.Kind, fault.Type)).ToList();

        labelled.ShouldBeUnique();
        labelled.Select(fault => fault.Kind).Distinct().Order()
            .ShouldBe(Enum.GetValues<FaultKind>().Except([FaultKind.GatewayOffline, FaultKind.LinkLost]));
    }

    [Fact]
    public void A_label_speaks_of_its_template_s_mode_with_that_mode_s_severity_and_family()
    {
        foreach (var (scenario, type, label) in FaultLabels.Injectable)
        {
            var template = Templates[type];
            template.TryGetMode(label.Mode, out var mode).ShouldBeTrue($"{type} / {scenario.Name}: {label.Mode}");
            label.Families.ShouldContain(mode!.Family, $"{type} / {scenario.Name}");
            label.Severity.ShouldBe(mode.Severity, $"{type} / {scenario.Name}");
            foreach (var family in label.Families.Concat(label.Also)) template.Family(family).ShouldNotBeNull($"{type} / {scenario.Name}: {family}");
            label.Also.ShouldNotContain(family => label.Families.Contains(family));
        }
    }

    /// <summary>The impeller alone wears faster than in the field; the format's page says so.</summary>
    [Fact]
    public void Development_times_lie_within_the_lead_times_of_the_mode()
    {
        foreach (var (scenario, type, label) in FaultLabels.Injectable)
        {
            var mode = Templates[type].Mode(label.Mode);
            if (mode.LeadMin is not { } least || mode.LeadMax is not { } most || label.DevelopsAtMost == TimeSpan.Zero) continue;
            label.DevelopsAtMost.ShouldBeLessThanOrEqualTo(most, $"{type} / {scenario.Name}");
            if (scenario.Kind is not FaultKind.ImpellerWear) label.DevelopsAtLeast.ShouldBeGreaterThanOrEqualTo(least, $"{type} / {scenario.Name}");
        }
    }

    [Fact]
    public void Every_mode_with_a_lead_time_is_injected()
    {
        var injected = FaultLabels.Injectable.Select(fault => (fault.Type, fault.Label.Mode)).ToHashSet();
        foreach (var type in AssetTypes.Simulated)
        {
            foreach (var mode in Templates[type].Modes.Where(mode => mode.LeadMin is not null)) injected.ShouldContain((type, mode.Key));
        }
    }
}
