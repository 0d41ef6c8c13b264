using Facilities.Storage.Relational.Intake;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class IntakeConfiguration
    : IEntityTypeConfiguration<StoredReject>, IEntityTypeConfiguration<QuarantinedDevice>, IEntityTypeConfiguration<IntakeCounter>,
        IEntityTypeConfiguration<DeviceCredential>
{
    public void Configure(EntityTypeBuilder<StoredReject> builder)
    {
        builder.ToTable("rejects");
        builder.Property(reject => reject.ClientId).HasMaxLength(FacilitiesDb.ForeignTextLength);
        builder.Property(reject => reject.Topic).HasMaxLength(FacilitiesDb.ForeignTextLength);
        builder.Property(reject => reject.Reason).HasMaxLength(FacilitiesDb.ForeignTextLength);
        builder.Property(reject => reject.Detail).HasMaxLength(FacilitiesDb.ForeignTextLength);
    }

    public void Configure(EntityTypeBuilder<QuarantinedDevice> builder)
    {
        builder.ToTable("quarantined_devices");
        builder.Property(device => device.Dialect).HasMaxLength(32);
        builder.Property(device => device.Reason).HasMaxLength(FacilitiesDb.ForeignTextLength);
        builder.Property(device => device.UserName).HasMaxLength(FacilitiesDb.ForeignTextLength);
        builder.Property(device => device.DeviceKey).HasMaxLength(FacilitiesDb.ForeignTextLength);
        builder.Property(device => device.Topic).HasMaxLength(FacilitiesDb.ForeignTextLength);
        builder.Property(device => device.ClientId).HasMaxLength(FacilitiesDb.ForeignTextLength);
        builder.HasIndex(device => new { device.Dialect, device.DeviceKey }).IsUnique();
        builder.HasIndex(device => device.LastSeenAt);
    }

    public void Configure(EntityTypeBuilder<IntakeCounter> builder)
    {
        builder.ToTable("intake_counters");
        builder.HasKey(counter => counter.Name);
        builder.Property(counter => counter.Name).HasMaxLength(64);
    }

    public void Configure(EntityTypeBuilder<DeviceCredential> builder)
    {
        builder.ToTable("device_credentials");
        builder.Property(credential => credential.UserName).HasMaxLength(100);
        builder.Property(credential => credential.SecretHash).HasMaxLength(200);
        builder.Property(credential => credential.SiteCode).HasMaxLength(64);
        builder.Property(credential => credential.AssetCode).HasMaxLength(64);
        builder.Property(credential => credential.OldHash).HasMaxLength(200);
        builder.HasIndex(credential => credential.UserName).IsUnique();
    }
}
