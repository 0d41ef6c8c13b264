using Facilities.Domain;
using Facilities.Domain.Inspections;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Claims;
using Facilities.Operations.Deadlines;
using Facilities.Operations.Faults;
using Facilities.Operations.Inspections;
using Facilities.Operations.Live;
using Facilities.Operations.Proofs;
using Facilities.Operations.Soak;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Telemetry;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Facilities.Operations.Demo;

/// <summary>The real use cases on the demo's own clock, and the people who use them.</summary>
internal sealed class DemoPast
{
    private readonly IDbContextFactory<FacilitiesDb> _databases;
    private readonly ScriptedTime _time;
    private readonly DueTimers _timers;
    private readonly InspectionPlanning _planning;
    private readonly Callers _callers;
    private readonly Dictionary<string, Caller> _people = new(StringComparer.Ordinal);

    public DemoPast(
        IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, ITimeSeriesStore series, AssetTemplateCatalog templates, AssetDirectory directory,
        FaultOptions faultOptions, InspectionOptions inspectionOptions, LiveFeed live, ScriptedTime time, DemoTelemetry? telemetry)
    {
        (_databases, _time, Series, Directory, Templates, Telemetry) = (databases, time, series, directory, templates, telemetry);
        var clock = new SiteClock(time);
        var claims = new ClaimTrigger(databases, writer, series, templates, live, clock);
        var store = new FaultStore(live, claims);
        Findings = new FindingIntake(writer, store, templates, faultOptions, clock);
        Faults = new FaultActions(writer, store, clock);
        ClaimTrigger = claims;
        Claims = new ClaimActions(writer, live, clock);
        _planning = new InspectionPlanning(databases, writer, inspectionOptions, live, clock, NullLogger<InspectionPlanning>.Instance);
        CoSigning = new CoSigning(new EphemeralDataProtectionProvider(), clock);
        Rules = ProofRules.Load(templates);
        Proofs = new InspectionProofs(databases, writer, series, templates, Rules, live, clock, NullLogger<InspectionProofs>.Instance);
        Inspections = new InspectionActions(writer, store, new RecordEffects(_planning, Rules, live), CoSigning, live, clock);
        _timers = new DueTimers(databases, writer, store, new SoakChecks(databases, writer, store, series, templates, clock),
            new OutlastedCauses(databases, writer, store, faultOptions, clock), clock, NullLogger<DueTimers>.Instance);
        _callers = new Callers(databases, clock);
    }

    public DateTimeOffset Now => _time.GetUtcNow();

    public ITimeSeriesStore Series { get; }

    public AssetDirectory Directory { get; }

    public AssetTemplateCatalog Templates { get; }

    /// <summary>Null: nothing is known of what assets said during the visits.</summary>
    public DemoTelemetry? Telemetry { get; }

    public FindingIntake Findings { get; }

    public FaultActions Faults { get; }

    public ClaimTrigger ClaimTrigger { get; }

    public ClaimActions Claims { get; }

    public CoSigning CoSigning { get; }

    public ProofRules Rules { get; }

    public InspectionProofs Proofs { get; }

    public InspectionActions Inspections { get; }

    /// <summary>Lives through everything up to now.</summary>
    public async Task LiveAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var script = new DemoScript();
        DemoFaults.Write(script, this, now);
        DemoEntrapment.Write(script, this, now);
        for (var day = Now; day < now; day = day.AddDays(1)) script.At(day, token => _timers.RunAsync(token));
        for (var day = Now; day < now; day = day.AddDays(4)) script.At(day, token => _planning.RunAsync(token));
        new DemoInspections(this).Write(script, now);
        await script.PlayAsync(_time, now, cancellationToken).ConfigureAwait(false);
        _time.MoveTo(now);
        await _planning.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<Caller> PersonAsync(string userName, CancellationToken cancellationToken)
    {
        if (_people.TryGetValue(userName, out var known)) return known;
        var id = await ReadAsync(db => db.Users.Where(user => user.UserName == userName).Select(user => user.Id).FirstAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        var caller = await _callers.FindAsync(id.ToString(System.Globalization.CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"The demo's account '{userName}' is missing.");
        return _people[userName] = caller;
    }

    /// <summary>Who of the firm that looks after an asset type goes there.</summary>
    public static string CrewFor(string typeKey) => typeKey switch
    {
        "elevator" => "crew",
        "fire-pump" or "fire-alarm" or "smoke-detector" or "emergency-light" => "crewfire",
        _ => "crewsite",
    };

    public AssetEntry Asset(string site, string code) =>
        Directory.TryGet(site, code, out var entry) ? entry : throw new InvalidOperationException($"The demo has no asset '{site}/{code}'.");

    public async Task<T> ReadAsync<T>(Func<FacilitiesDb, Task<T>> read, CancellationToken cancellationToken)
    {
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false)) return await read(db).ConfigureAwait(false);
    }

    /// <summary>Pending items whose planned day has come.</summary>
    public Task<List<InspectionItem>> PendingAsync(CancellationToken cancellationToken)
    {
        var today = SiteDay.Of(Now);
        return ReadAsync(
            db => db.InspectionItems.AsNoTracking()
                .Where(item => (item.State == InspectionState.Due || item.State == InspectionState.Overdue || item.State == InspectionState.Planned) && item.PlannedDate <= today)
                .OrderBy(item => item.Id).ToListAsync(cancellationToken),
            cancellationToken);
    }
}
