namespace Facilities.Detection.Tests;

/// <summary>What every detector must do, whatever it computes. An implementation says which profile runs it and what feeds it.</summary>
public abstract class DetectorContract
{
    /// <summary>Points that the detector reads.</summary>
    protected abstract IReadOnlyList<string> Inputs { get; }

    /// <summary>Readings in which it must stay silent, because it has not learned enough.</summary>
    protected abstract int WarmUp { get; }

    internal abstract DetectionProfile Profile(IReadOnlyList<string> inputs);

    /// <summary>Healthy values of one reading, in the order of <see cref="Inputs"/>.</summary>
    protected abstract double[] Healthy(Random random);

    /// <summary>Values that no healthy asset shows.</summary>
    protected abstract double[] Faulty(Random random);

    [Fact]
    public void Is_silent_in_warm_up()
    {
        var rig = new Rig(Profile(Inputs));
        var random = new Random(1);
        for (var t = 0; t < WarmUp; t++) Send(rig, t, t % 2 == 0 ? Healthy(random) : Faulty(random));

        rig.Findings.ShouldBeEmpty();
    }

    [Fact]
    public void Finds_the_fault_and_its_end()
    {
        var rig = new Rig(Profile(Inputs));

        Play(rig);

        rig.Findings.Select(f => f.Kind).Where(k => k != FindingKind.Updated).ShouldBe([FindingKind.Raised, FindingKind.Cleared]);
    }

    [Fact]
    public void A_restart_at_any_moment_changes_nothing_to_the_bit()
    {
        var whole = new Rig(Profile(Inputs));
        Play(whole);
        var cut = new Rig(Profile(Inputs));
        Play(cut, t =>
        {
            if (t % 37 == 5) cut.Restart(Profile(Inputs));
        });

        cut.Findings.Select(Text).ShouldBe(whole.Findings.Select(Text));
        cut.Saved().ShouldBe(whole.Saved());
    }

    [Fact]
    public void The_order_of_channels_is_irrelevant()
    {
        var straight = new Rig(Profile(Inputs));
        Play(straight);
        var turned = new Rig(Profile([.. Inputs.Reverse()]));
        Play(turned, reverse: true);

        turned.Findings.Select(f => (f.Kind, f.OnsetUnixMs, f.Signal)).ShouldBe(straight.Findings.Select(f => (f.Kind, f.OnsetUnixMs, f.Signal)));
    }

    [Fact]
    public void NaN_and_gaps_make_no_finding_about_the_asset()
    {
        var rig = new Rig(Profile(Inputs));
        var random = new Random(1);
        for (var t = 0; t < WarmUp + 50; t++) Send(rig, t, Healthy(random));
        for (var t = 0; t < 50; t++) Send(rig, WarmUp + 50 + t, [.. Inputs.Select(_ => double.NaN)]);
        rig.Tick((WarmUp + 5000) * 10);
        for (var t = 0; t < 200; t++) Send(rig, WarmUp + 5000 + t, Healthy(random));

        rig.Findings.ShouldNotContain(f => f.ModeKey != "sensor" && f.ModeKey != "comms");
    }

    [Fact]
    public void Its_state_stays_as_small_as_it_is_and_a_sample_allocates_nothing()
    {
        var rig = new Rig(Profile(Inputs));
        var random = new Random(1);
        for (var t = 0; t < WarmUp + 500; t++) Send(rig, t, Healthy(random));
        var size = rig.Saved().Length;
        var values = Enumerable.Range(0, 2000).Select(_ => Healthy(random)).ToArray();
        var points = Inputs.Select(i => Profiles.Points().Single(p => p.Definition.Key == i).Definition.No).ToArray();
        var reading = new Facilities.Telemetry.PointValue[points.Length];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var t = 0; t < values.Length; t++)
        {
            for (var j = 0; j < points.Length; j++) reading[j] = new(points[j], values[t][j]);
            var ms = Rig.Ms((WarmUp + 500 + t) * 10);
            rig.Engine.Observe(new() { Source = Rig.Source, EventTimeUnixMs = ms, ReceiveTimeUnixMs = ms, Values = reading }, rig.Findings);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        rig.Findings.ShouldBeEmpty();
        rig.Saved().Length.ShouldBeLessThanOrEqualTo(size + 64);
    }

    internal IReadOnlyList<RuleDefinition> Rules() => Profile(Inputs).Rules;

    private static string Text(Finding finding) => $"{finding with { Evidence = [] }} {string.Join(' ', finding.Evidence)}";

    /// <summary>Healthy, faulty, healthy again.</summary>
    private void Play(Rig rig, Action<int>? between = null, bool reverse = false)
    {
        var random = new Random(1);
        var length = WarmUp + 1500;
        for (var t = 0; t < length; t++)
        {
            var faulty = t >= WarmUp + 300 && t < WarmUp + 500;
            var values = faulty ? Faulty(random) : Healthy(random);
            Send(rig, t, values, reverse);
            between?.Invoke(t);
        }
    }

    private void Send(Rig rig, int t, double[] values, bool reverse = false)
    {
        var pairs = Inputs.Select((point, i) => (point, values[i]));
        rig.At(t * 10, [.. reverse ? pairs.Reverse() : pairs]);
    }
}
