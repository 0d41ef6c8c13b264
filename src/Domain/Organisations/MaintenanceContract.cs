using Facilities.Domain.Contracts;

namespace Facilities.Domain.Organisations;

/// <summary>A firm looks after an asset from a day to a day, both included, in the site's calendar. An asset may have several firms, one after the other or for different work.</summary>
public sealed class MaintenanceContract
{
    private MaintenanceContract()
    {
    }

    /// <exception cref="RuleViolation"><see cref="RuleCodes.PeriodReversed"/>.</exception>
    public MaintenanceContract(AssetId assetId, OrganisationId firmId, DateOnly from, DateOnly? until, string? number = null)
    {
        if (until < from) throw new RuleViolation(RuleCodes.PeriodReversed, ("from", from), ("until", until));
        AssetId = assetId;
        FirmId = firmId;
        From = from;
        Until = until;
        Number = number;
    }

    public ContractId Id { get; private set; }

    public AssetId AssetId { get; private set; }

    public OrganisationId FirmId { get; private set; }

    /// <summary>First day.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Last day, included; null while open.</summary>
    public DateOnly? Until { get; private set; }

    public string? Number { get; private set; }

    /// <summary>What it promises for each quarter, one of a kind, by kind.</summary>
    public IReadOnlyList<ContractClause> Clauses { get; private set; } = [];

    public bool HoldsOn(DateOnly day) => From <= day && (Until is null || day <= Until);

    /// <summary>Replaces the clauses; they are measured for quarters gone by, too.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.ClauseTwice"/>.</exception>
    public void Promise(IReadOnlyList<ContractClause> clauses)
    {
        ArgumentNullException.ThrowIfNull(clauses);
        if (clauses.GroupBy(clause => clause.Kind).FirstOrDefault(kind => kind.Count() > 1) is { } twice) throw new RuleViolation(RuleCodes.ClauseTwice, ("kind", twice.Key));
        Clauses = [.. clauses.OrderBy(clause => clause.Kind)];
    }

    /// <summary>Ends it with <paramref name="lastDay"/> as its last day.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.PeriodReversed"/>.</exception>
    public void End(DateOnly lastDay)
    {
        if (lastDay < From) throw new RuleViolation(RuleCodes.PeriodReversed, ("from", From), ("until", lastDay));
        Until = lastDay;
    }
}
