namespace Facilities.Simulator.Faults;

/// <summary>What can be made to go wrong; the fault modes of the domain sheet §2. Names, types and defaults: <see cref="ScenarioCatalog"/>.</summary>
public enum FaultKind
{
    // Elevator
    Entrapment,
    EntrapmentDoorJammed,
    EntrapmentSilent,
    DoorWear,
    DoorCycling,
    LockWear,
    BrakeWear,
    LevelingDrift,
    MachineBearing,
    GuideWear,
    TractionSlip,

    // Booster pump
    PumpBearing,
    Cavitation,
    CheckValveLeak,
    VesselLostAir,
    ImpellerWear,
    Burst,
    PhaseLoss,
    DryRun,
    LowChlorine,
    LowPressure,
    RoomFlood,

    // Fire pump
    FirePumpManual,
    StartFails,
    ValveClosed,
    WornPump,
    FireWaterLeak,
    Freezing,
    LowTank,
    DieselBattery,

    // Elevator, booster pump and fire pump
    SupplyLoss,

    // Fire alarm, smoke detector, emergency light
    PanelFault,
    PointsDisabled,
    Contamination,
    BatteryAgeing,
    ChargerFault,
    LampOut,

    // Lighting circuit
    LampsOut,
    LampAgeing,
    DriverFailing,
    DayBurning,
    DarkCircuit,
    LeakageRising,

    // Every asset
    Flapping,
    AssetSilent,
    SensorFrozen,

    // Gateway
    GatewayOffline,
    LinkLost,
}
